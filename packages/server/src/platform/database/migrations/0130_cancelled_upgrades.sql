-- owner: security. An upgrade of the security profile can be called off; one of which nothing can have reached the station is cancelled.
alter table security_upgrades
  drop constraint security_upgrades_state_check,
  add constraint security_upgrades_state_check check
    (state in ('prepared', 'installed', 'switching', 'rollingBack', 'confirmed', 'rolledBack', 'failed', 'cancelled'));
