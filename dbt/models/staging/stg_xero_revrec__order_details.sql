{{ config(enabled=var('xero_mode') == 'invoice_equals_contract') }}

{{ newest_version(source('xero', 'order_details'), 'order_number, order_item_number') }}
