-- A preventive order: nothing is broken yet. Kept apart from the figures of faults.
alter table orders add column planned boolean not null default false;
create index orders_planned on orders (opened_at) where planned;
