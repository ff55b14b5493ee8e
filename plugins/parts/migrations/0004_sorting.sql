-- Lists in other orders than their own, each for all states and for one. A day that is not known stands at the end.
CREATE INDEX parts_stocktake_state_planned ON parts_stocktake (state, planned_on, id);
CREATE INDEX parts_stocktake_planned ON parts_stocktake (planned_on, id);
CREATE INDEX parts_old_part_state_deposit ON parts_old_part (state, deposit_fen, id);
CREATE INDEX parts_old_part_deposit ON parts_old_part (deposit_fen, id);
CREATE INDEX parts_old_lot_state_due ON parts_old_lot (state, COALESCE(due_on, '9999-12-31'), id);
CREATE INDEX parts_old_lot_due ON parts_old_lot (COALESCE(due_on, '9999-12-31'), id);
CREATE INDEX parts_old_lot_state_deposit ON parts_old_lot (state, deposit_fen, id);
CREATE INDEX parts_old_lot_deposit ON parts_old_lot (deposit_fen, id);
CREATE INDEX parts_charge_state_sum ON parts_charge (state, sum_fen, id);
CREATE INDEX parts_charge_sum ON parts_charge (sum_fen, id);
CREATE INDEX parts_loan_state_due ON parts_loan (state, COALESCE(due_on, '9999-12-31'), id);
CREATE INDEX parts_loan_due ON parts_loan (COALESCE(due_on, '9999-12-31'), id);
CREATE INDEX parts_disposal_state_planned ON parts_disposal (state, planned_on, id);
CREATE INDEX parts_disposal_planned ON parts_disposal (planned_on, id);
CREATE INDEX parts_item_name ON parts_item (name, code);
CREATE INDEX parts_item_kind_name ON parts_item (kind, name, code);
CREATE INDEX parts_supplier_name ON parts_supplier (name, code);
