{{ newest_row(source('xero', 'control_totals'), ['tenant_id', adapter.quote('check'), 'period', 'currency'], 'reconciled_at') }}
