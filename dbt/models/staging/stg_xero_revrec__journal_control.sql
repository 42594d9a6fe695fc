{{ config(enabled=var('xero_journal_control')) }}

{{ newest_reading(source('xero', 'journal_control'), ['tenant_id', adapter.quote('check'), 'period', 'account_code', 'tracking'], 'checked_at') }}
