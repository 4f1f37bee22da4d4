-- owner: security. Some stations take a new password only when they restart.
alter table password_rotations add column is_rebooting boolean not null default false;
