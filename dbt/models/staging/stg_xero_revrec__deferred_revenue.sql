{{ config(enabled=var('xero_recognition')) }}

{{ newest_reading(source('xero', 'deferred_revenue'), ['tenant_id', 'account_code', 'currency', 'period'], 'recognised_at') }}
