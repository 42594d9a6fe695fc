{{ config(enabled=var('xero_recognition')) }}

{{ newest_reading(source('xero', 'recognised_revenue'), ['tenant_id', 'account_code', 'period'], 'recognised_at') }}
