-- The wider index of an item does its work: one page less that every movement changes.
DROP INDEX IF EXISTS parts_movement_item;
