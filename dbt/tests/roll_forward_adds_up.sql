{{ config(enabled=var('xero_recognition')) }}

-- Each month begins where the one before it ended, and what happened in it leads to its end. The first one begins where
-- recognition does: after a cut-over that is Xero's balance.
{%- set roll_forward = ref('deferred_revenue_roll_forward') %}
{%- set kinds = ['amount', 'home_amount'] %}

with months as (
    select
        tenant_id,
        account_code,
        currency,
        period,
        {%- for kind in kinds %}
        opening_{{ kind }},
        closing_{{ kind }},
        0{% for move in moves(roll_forward) %} + coalesce({{ move }}_{{ kind }}, 0){% endfor %} as moved_{{ kind }},
        coalesce(
            lag(closing_{{ kind }}) over (partition by tenant_id, account_code, currency order by period), opening_{{ kind }}
        ) as before_{{ kind }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ roll_forward }}
)

select *
from months
where
    {%- for kind in kinds %}
    opening_{{ kind }} <> before_{{ kind }}
    or opening_{{ kind }} + moved_{{ kind }} <> closing_{{ kind }}
    {{- " or" if not loop.last }}
    {%- endfor %}
