-- What an item did at a place, and what of it is held, without reading all that the place or the item ever did: the night's reorder
-- proposals ask for every item of every store. Kind and quantity stand in it, so that the movements themselves are not read.
CREATE INDEX parts_movement_left ON parts_movement (item_code, from_place, posted_at, kind, quantity);
CREATE INDEX parts_movement_came ON parts_movement (item_code, to_place, posted_at, kind, quantity);
CREATE INDEX parts_line_item_held ON parts_line (item_code, document_id) WHERE held > 0;
