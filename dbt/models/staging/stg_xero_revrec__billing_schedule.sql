{{ newest_version(source('xero', 'billing_schedule'), 'billing_id') }}
