{{ config(enabled=var('xero_mode') == 'customer_name_mapping') }}

{{ newest_version(source('xero', 'pending_data')) }}
