-- What they are of, and their hashes, are in the records of the orders.
create table order_pictures (
  order_id uuid not null references orders (id),
  number integer not null,
  jpeg bytea not null,
  primary key (order_id, number)
);
