select
  unit,
  cluster,
  cohort,
  segment,
  cohort is not null as treated,
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24254 and 24255) as "aum before",
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24258 and 24259) as "aum after",
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24254 and 24254) as "aum early",
  sum(cast("aum" * 100 as hugeint)) filter (where period between 24255 and 24255) as "aum late"
from effect_panel
group by unit, cluster, cohort, segment
