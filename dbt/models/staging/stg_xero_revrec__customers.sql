{{ newest_row(source('xero', 'customers'), ['tenant_id', 'contact_id', 'customer_id'], 'read_at') }}
