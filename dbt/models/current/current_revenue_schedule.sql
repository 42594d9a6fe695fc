{{ config(enabled=var('xero_recognition')) }}

select * from {{ ref('stg_xero_revrec__revenue_schedule') }}
where coalesce(withdrawn, false) = false
