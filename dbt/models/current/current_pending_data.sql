{{ config(enabled=var('xero_mode') == 'customer_name_mapping') }}

select * from {{ ref('stg_xero_revrec__pending_data') }}
where status = 'Pending'
