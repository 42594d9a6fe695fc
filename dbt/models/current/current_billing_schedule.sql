select * from {{ ref('stg_xero_revrec__billing_schedule') }}
where coalesce(withdrawn, false) = false
