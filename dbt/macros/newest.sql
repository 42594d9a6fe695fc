{#- The rows of each document's newest version, each row once. A change that left the document's stamp alone is told by
    when it was read. `key` names what makes a row one of its document; nothing where the document is one row. -#}
{% macro newest_version(relation, key=none) %}
select found.*
from {{ relation }} as found
where found._airbyte_raw_id in (
    select ranked._airbyte_raw_id
    from (
        select
            _airbyte_raw_id,
            rank() over (
                partition by tenant_id, document_id
                order by document_updated_at desc, document_read_at desc
            ) as version_rank,
            row_number() over (
                partition by tenant_id, document_id{{ ", " ~ key if key }}
                order by
                    document_updated_at desc, document_read_at desc, _airbyte_extracted_at desc, _airbyte_raw_id desc
            ) as copy_number
        from {{ relation }}
    ) as ranked
    where ranked.version_rank = 1 and ranked.copy_number = 1
)
{% endmacro %}

{#- The newest row of each key. -#}
{% macro newest_row(relation, key, read_at) %}
select found.*
from {{ relation }} as found
where found._airbyte_raw_id in (
    select ranked._airbyte_raw_id
    from (
        select
            _airbyte_raw_id,
            row_number() over (
                partition by {{ key | join(", ") }}
                order by {{ read_at }} desc, _airbyte_extracted_at desc, _airbyte_raw_id desc
            ) as place
        from {{ relation }}
    ) as ranked
    where ranked.place = 1
)
{% endmacro %}

{#- The rows of each organisation's newest reading, of a stream that is read whole each time: what it does not say again
    is over. -#}
{% macro newest_reading(relation, key, read_at) %}
select found.*
from ({{ newest_row(relation, key, read_at) }}) as found
where found.{{ read_at }} = (
    select max(newest.{{ read_at }}) from {{ relation }} as newest
    where newest.tenant_id = found.tenant_id
)
{% endmacro %}

{% macro month_of(day) %}cast(date_trunc('month', cast({{ day }} as date)) as date){% endmacro %}
