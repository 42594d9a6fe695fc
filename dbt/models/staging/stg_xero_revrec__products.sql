{{ newest_row(source('xero', 'products'), ['tenant_id', 'product_id'], 'read_at') }}
