with changes as (
  select segment, cluster, treated,
    ("aum after" * 2 - "aum before" * 2) - cast(12 as hugeint) as "d_0"
  from effect_units
  where segment is not null
)
select segment, cluster, cast(treated as integer) as treated, cast(count(*) as double) as units,
  cast(sum("d_0") as double) as "s_0", cast(sum("d_0" * "d_0") as double) as "q_0"
from changes
group by segment, cluster, treated
order by segment, cluster, treated
