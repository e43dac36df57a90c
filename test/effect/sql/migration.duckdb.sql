with sums as (
  select
    unit,
    cohort,
    sum(cast("migration_measure" * 100 as hugeint)) filter (where period between 24254 and 24255) as before,
    sum(cast("migration_measure" * 100 as hugeint)) filter (where period between 24258 and 24259) as after,
    bool_or(closed) filter (where period = 24259) as gone
  from effect_panel
  group by unit, cohort
),
states as (
  select
    case when cohort is null then 'control' else 'treated' end as arm,
    case when before >= cast(60000 as hugeint) then 2 when before >= cast(20000 as hugeint) then 1 else 0 end as from_state,
    case when gone then 3 else case when after >= cast(60000 as hugeint) then 2 when after >= cast(20000 as hugeint) then 1 else 0 end end as to_state
  from sums
)
select arm, from_state, to_state, count(*) as customers
from states
group by arm, from_state, to_state
order by arm desc, from_state, to_state
