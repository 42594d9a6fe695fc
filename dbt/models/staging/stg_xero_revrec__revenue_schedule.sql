{{ config(enabled=var('xero_recognition')) }}

{{ newest_version(source('xero', 'revenue_schedule'), 'order_item_number, period') }}
