{{ config(enabled=var('xero_recognition')) }}

{%- set stream = ref('stg_xero_revrec__recognised_revenue') %}
select {{ stream_columns(stream) | join(', ') or '*' }}
from {{ stream }}
