with measured as (
  select '' as parent, "monetary" as value
  from rfm_base
  where is_active
),
ranked as (
  select parent, value, row_number() over (partition by parent order by value) as position
  from measured
)
select parent, position, value
from ranked
where (parent, position) in (('', 3), ('', 4))
order by parent, position
