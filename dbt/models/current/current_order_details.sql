{{ config(enabled=var('xero_mode') == 'invoice_equals_contract') }}

select * from {{ ref('stg_xero_revrec__order_details') }}
where coalesce(withdrawn, false) = false
