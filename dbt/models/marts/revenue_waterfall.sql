{{ config(enabled=var('xero_recognition')) }}

select
    tenant_id,
    deferred_account,
    revenue_account,
    currency,
    home_currency,
    substr(cast(document_date as {{ dbt.type_string() }}), 1, 7) as billed_period,
    period,
    sum(recognised_amount) as recognised_amount,
    sum(recognised_home_amount) as recognised_home_amount
from {{ ref('current_revenue_schedule') }}
where held_reason is null
group by 1, 2, 3, 4, 5, 6, 7
