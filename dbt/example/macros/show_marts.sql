{#- Prints how many rows each mart has, and the revenue waterfall and the roll-forward where they are built. -#}
{% macro show_marts(results) %}
    {%- if flags.WHICH == 'build' -%}
        {%- for result in results if result.status == 'success' and result.node.config.materialized == 'table' -%}
            {%- set rows = run_query('select count(*) from ' ~ result.node.relation_name).columns[0].values()[0] -%}
            {%- do print(result.node.name.ljust(30) ~ rows ~ ' rows') -%}
            {%- if result.node.name == 'revenue_waterfall' -%}
                {%- do show_table(
                    'select billed_period, period, sum(recognised_home_amount) as recognised from '
                    ~ result.node.relation_name ~ ' group by 1, 2 order by 1, 2'
                ) -%}
            {%- elif result.node.name == 'deferred_revenue_roll_forward' -%}
                {%- do show_table(
                    'select period, account_code, opening_home_amount as opening, closing_home_amount as closing, '
                    ~ 'tie_status from ' ~ result.node.relation_name ~ ' order by 1, 2'
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro show_table(statement) %}
    {%- do run_query(statement).print_table(max_rows=24) -%}
{% endmacro %}
