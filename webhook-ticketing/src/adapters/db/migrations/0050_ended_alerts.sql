-- What was said last of an element that has fallen silent since.
create index alerts_ended on alerts (element_id, ends_at) where status = 'resolved';
