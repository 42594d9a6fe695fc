{{ config(enabled=var('xero_recognition')) }}

-- Each line's months add up to what was billed, in both currencies, and the waterfall has all of it.
with lines as (
    select
        tenant_id,
        sum(billed_amount) as billed,
        sum(recognised_amount) as recognised,
        sum(billed_home_amount) as billed_home,
        sum(recognised_home_amount) as recognised_home
    from {{ ref('current_revenue_schedule') }}
    where held_reason is null
    group by tenant_id, document_id, order_item_number
),

summed as (
    select tenant_id, sum(recognised_home) as recognised from lines group by tenant_id
),

waterfall as (
    select tenant_id, sum(recognised_home_amount) as recognised from {{ ref('revenue_waterfall') }} group by tenant_id
)

select tenant_id, billed as expected, recognised as found from lines where billed <> recognised
union all
select tenant_id, billed_home as expected, recognised_home as found from lines where billed_home <> recognised_home
union all
select summed.tenant_id, summed.recognised as expected, waterfall.recognised as found
from summed
left join waterfall on summed.tenant_id = waterfall.tenant_id
where summed.recognised <> coalesce(waterfall.recognised, 0)
