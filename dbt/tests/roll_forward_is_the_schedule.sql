{{ config(enabled=var('xero_recognition')) }}

-- By month, account and currency: what documents and releases do to the balance is what the schedule billed and did not
-- recognise. A row that was lost or changed on its way into the warehouse, or in it, shows. Months before a cut-over have
-- no roll-forward.
{%- set kinds = ['amount', 'home_amount'] %}

with rolled as (
    select
        tenant_id,
        account_code,
        currency,
        period,
        {%- for kind in kinds %}
        billed_{{ kind }} + credited_{{ kind }} + coalesce(voided_{{ kind }}, 0)
        + released_from_opening_{{ kind }} + released_from_billing_{{ kind }} as moved_{{ kind }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('deferred_revenue_roll_forward') }}
),

scheduled as (
    select
        tenant_id,
        deferred_account as account_code,
        currency,
        period,
        {%- for kind in kinds %}
        sum(billed_{{ kind }} - recognised_{{ kind }}) as moved_{{ kind }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('current_revenue_schedule') }}
    where
        held_reason is null
        and period between (select min(period) from rolled) and (select max(period) from rolled)
    group by 1, 2, 3, 4
)

select
    coalesce(rolled.tenant_id, scheduled.tenant_id) as tenant_id,
    coalesce(rolled.account_code, scheduled.account_code) as account_code,
    coalesce(rolled.currency, scheduled.currency) as currency,
    coalesce(rolled.period, scheduled.period) as period,
    {%- for kind in kinds %}
    coalesce(rolled.moved_{{ kind }}, 0) as rolled_{{ kind }},
    coalesce(scheduled.moved_{{ kind }}, 0) as scheduled_{{ kind }}{{ "," if not loop.last }}
    {%- endfor %}
from rolled
full outer join scheduled
    on
        rolled.tenant_id = scheduled.tenant_id
        and rolled.account_code = scheduled.account_code
        and rolled.currency = scheduled.currency
        and rolled.period = scheduled.period
where
    {%- for kind in kinds %}
    coalesce(rolled.moved_{{ kind }}, 0) <> coalesce(scheduled.moved_{{ kind }}, 0)
    {{- " or" if not loop.last }}
    {%- endfor %}
