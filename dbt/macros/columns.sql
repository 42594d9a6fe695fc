{#- The columns that a stream has in the warehouse, without Airbyte's own: one that a later version adds comes by itself. -#}
{% macro stream_columns(relation) -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) if not column.name.lower().startswith('_airbyte') -%}
            {%- do found.append(column.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}

{#- What moves a balance of the roll-forward from a month's opening to its closing: the columns that stand there both in
    the documents' currency and in the home currency, without the balances themselves. -#}
{% macro moves(relation) -%}
    {%- set found = [] -%}
    {%- set columns = stream_columns(relation) -%}
    {%- set balances = ['opening', 'closing', 'due_within_year', 'due_later', 'earned_unbilled'] -%}
    {%- for column in columns if column.endswith('_home_amount') -%}
        {%- set name = column[:-12] -%}
        {%- if name ~ '_amount' in columns and name not in balances -%}
            {%- do found.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
