-- What an item did at a place, and what of it is held, without reading all that the place or the item ever did: the night's reorder
-- proposals and the choice of what is counted ask for every item of every store. The index of an item says it all: no movement is read.
CREATE INDEX parts_movement_item_reach ON parts_movement (item_code, sequence, from_place, to_place, kind, quantity, cost_fen, posted_at);
CREATE INDEX parts_line_item_held ON parts_line (item_code, document_id) WHERE held > 0;
