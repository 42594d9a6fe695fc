{{ newest_row(source('xero', 'recon_errors'), ['tenant_id', 'document_id', adapter.quote('check'), 'reason'], 'checked_at') }}
