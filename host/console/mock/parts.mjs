// The parts plugin's part of the mock API (plugins/parts/docs).

import { isoDay, itemRef, makeDesk, makeParts } from './partsData.mjs';

/** `tools`: what the server has for all routes. */
export function partsRoutes(data, { Problem, page, sorted, me }, branches) {
	const own = makeParts(data.tasks, data.now, branches);
	const desk = makeDesk(own, data.now, data.tasks);
	data.parts = own;
	data.desk = desk;
	const who = () => me().user.displayName;
	const refuse = (status, code, title, pointer, detail = title) => new Problem(status, code, title, detail, '请核对后重试。', pointer ? [{ pointer, code, detail }] : []);
	const find = (list, test, what) => {
		const found = list.find(test);
		if (!found) throw refuse(404, 'parts.desk.not_found', `没有找到${what}`);
		return found;
	};
	const tagged = (one) => ({ $etag: `"${one.version}"`, ...one });
	const checked = (one, request) => {
		if (request.headers['if-match'] !== `"${one.version}"`) throw refuse(409, 'parts.desk.stale', '内容已被别人修改', '', `${one.number ?? one.code ?? one.id} 现在是第 ${one.version} 版。`);
	};
	const fits = (one, query, names) => names.every((name) => !query.get(name) || String(one[name]) === query.get(name));
	const holds = (text, query) => !query.get('search') || text.toLowerCase().includes(query.get('search').toLowerCase());
	const bare = (one, ...names) => Object.fromEntries(Object.entries(one).filter(([name]) => !names.includes(name)));
	const there = (place, code) => own.stock.get(`${place}|${code}`) ?? 0;
	const balance = (place, item) => {
		const quantity = there(place.id, item.code);
		return { placeId: place.id, placeName: place.name, placeKind: place.kind, branchId: place.branchId, ...itemRef(item), quantity, valueFen: Math.floor((item.costFen * quantity) / item.unitSize), averageFen: item.costFen, minimum: place.kind === 'store' ? item.minimum : 0 };
	};
	const balances = (query) => own.places.flatMap((place) => own.items.map((item) => balance(place, item))).filter((one) => one.quantity !== 0
		&& fits(one, { get: (name) => query.get({ placeId: 'place', itemCode: 'item' }[name]) }, ['placeId', 'itemCode']) && holds(`${one.itemCode}${one.itemName}${one.specification}`, query) && (query.get('low') !== 'true' || one.quantity < one.minimum));
	const paperOf = (id) => find(own.papers, (one) => one.id === id, '单据');
	const orderOf = (order) => (order ? { ...order, number: data.tasks.find((task) => task.orderKey === order.key)?.orderNumber ?? order.key } : null);

	/** Refuses what the ledger would refuse, naming the line. */
	function checkLines(lines, from) {
		lines.forEach((line, index) => {
			const item = own.item(line.item);
			if (!item) throw refuse(422, 'parts.item.not_found', '没有这个物料', `/lines/${index}/item`);
			if (!Number.isSafeInteger(line.quantity) || line.quantity <= 0) throw refuse(422, 'parts.quantity.invalid', '数量不对', `/lines/${index}/quantity`);
			if (from && there(from, line.item) < line.quantity) throw refuse(409, 'parts.stock_short', '库存不足', `/lines/${index}/quantity`, `${item.name} 在 ${own.nameOf(from)} 只有 ${there(from, line.item) / item.unitSize} ${item.unit}。`);
		});
	}
	function make(kind, body, lines, more) {
		const known = own.papers.find((one) => one.clientId === body.id);
		if (known) return tagged(known);
		const paper = own.paper(kind, lines, { actor: me().user.id, actorName: who(), createdAt: Date.now(), clientId: body.id, ...more });
		own.made.push({ kind, body });
		return paper;
	}
	const transport = (body) => (body.transport ? { urgent: Boolean(body.transport.urgent), transportFen: body.transport.costFen ?? null, carrier: body.transport.carrier ?? '', tracking: body.transport.tracking ?? '' } : {});
	const post = (paper, kind) => {
		for (const line of paper.lines) own.post(kind, line.itemCode, line.quantity, paper.from, paper.to, { documentId: paper.id, documentNumber: paper.number, line: line.line, order: paper.order, warranty: paper.warranty, person: paper.person, personName: paper.personName, postedAt: Date.now(), actorName: who() });
		return tagged(paper);
	};
	const handLine = (documentId, line) => find(paperOf(documentId).lines, (one) => one.line === line, '明细');
	const settle = (paper) => {
		if (paper.lines.every((line) => line.held === 0)) Object.assign(paper, { state: 'done', settledAt: Date.now(), settledName: who() });
		paper.version += 1;
		return tagged(paper);
	};
	const fromHands = (kind, body) => {
		body.lines.forEach((line, index) => {
			const hand = handLine(line.documentId, line.line);
			if (line.quantity > hand.held) throw refuse(409, 'parts.line.over', '超过在手数量', `/lines/${index}/quantity`);
		});
		const issue = paperOf(body.lines[0].documentId);
		const paper = make(kind, body, body.lines.map((line) => [handLine(line.documentId, line.line).itemCode, line.quantity, { done: line.quantity, chargedFen: line.chargedFen ?? 0 }]), {
			from: issue.to, to: kind === 'return' ? body.placeId ?? issue.from : 'used:MX', person: issue.person, personName: issue.personName, order: orderOf(body.order) ?? issue.order, warranty: body.warranty ?? issue.warranty, reason: body.reason ?? '',
		});
		for (const line of body.lines) {
			const hand = handLine(line.documentId, line.line);
			hand.held -= line.quantity;
			hand[kind === 'return' ? 'back' : 'done'] += line.quantity;
		}
		return post(paper, kind);
	};
	const makers = {
		issues(body) {
			checkLines(body.lines, body.placeId);
			const technician = body.technician;
			return post(make('issue', body, body.lines.map((line) => [line.item, line.quantity, { held: line.quantity, note: line.note ?? '' }]), { state: 'open', from: body.placeId, to: technician ? `technician:MX:${technician.number}` : 'technician:MX', person: technician?.number ?? '', personName: technician?.name ?? '', order: orderOf(body.order), warranty: body.warranty ?? '', reason: body.reason ?? '', ...transport(body) }), 'issue');
		},
		receipts(body) {
			checkLines(body.lines);
			return post(make('receipt', body, body.lines.map((line) => [line.item, line.quantity, { held: line.quantity, ...(line.costFen === undefined ? {} : { costFen: line.costFen }), note: line.note ?? '' }]), { state: 'open', from: `supplier:${body.supplier}`, to: body.placeId, supplier: body.supplier, reference: body.reference ?? '', ...transport(body) }), 'receipt');
		},
		transfers(body) {
			checkLines(body.lines, body.from);
			return post(make('transfer', body, body.lines.map((line) => [line.item, line.quantity, { held: line.quantity }]), { state: 'open', from: body.from, to: body.to, reason: body.reason ?? '', ...transport(body) }), 'transfer_out');
		},
		recoveries(body) {
			checkLines(body.lines);
			return post(make('recovery', body, body.lines.map((line) => [line.item, line.quantity, { held: line.quantity, costFen: 0 }]), { state: 'open', from: 'used:MX', to: body.placeId, reason: body.reason, order: orderOf(body.order), person: body.person?.number ?? '', personName: body.person?.name ?? '' }), 'recovery');
		},
		openings: (body) => post(make('opening', body, (body.lines ?? []).map((line) => [line.item, line.quantity, { done: line.quantity, costFen: line.costFen }]), { to: body.placeId, from: 'difference:MX', reason: body.reason }), 'opening'),
		samplings: (body) => tagged(make('sampling', body, body.lines.map((line) => [line.item, line.faulty || line.sampled, { counted: line.sampled, faulty: line.faulty, held: line.faulty, note: line.note ?? '' }]), { state: body.lines.some((line) => line.faulty) ? 'open' : 'done', to: body.placeId })),
		returns: (body) => fromHands('return', body),
		'write-offs': (body) => fromHands('write_off', body),
		'hand-overs': (body) => tagged(make('hand_over', body, own.items.filter((item) => there(body.placeId, item.code) > 0).map((item) => [item.code, there(body.placeId, item.code)]), { state: 'open', to: body.placeId, person: body.to.user, personName: body.to.name, reason: body.reason ?? '' })),
	};
	const moves = {
		inspection(paper, body) {
			for (const one of body.lines) {
				const line = find(paper.lines, (candidate) => candidate.line === one.line, '明细');
				const [accepted, back] = [one.accepted ?? 0, (one.returned ?? 0) + (one.exchanged ?? 0) + (one.scrapped ?? 0)];
				if (accepted + back > line.held) throw refuse(422, 'parts.inspection.over', '超过待检数量', `/lines/${body.lines.indexOf(one)}/accepted`);
				Object.assign(line, { held: line.held - accepted - back, done: line.done + accepted, back: line.back + back, exchangeDue: line.exchangeDue + (one.exchanged ?? 0) });
				for (const piece of one.pieces ?? []) paper.tests.push({ line: one.line, serial: piece.serial ?? '', passed: piece.passed, note: piece.note ?? '', testedAt: Date.now(), actorName: who() });
				if (accepted) own.post('accept', line.itemCode, accepted, 'quarantine:MX', paper.to, { documentId: paper.id, documentNumber: paper.number, line: line.line });
			}
			return settle(paper);
		},
		arrival(paper, body) {
			for (const one of body.lines) {
				const line = find(paper.lines, (candidate) => candidate.line === one.line, '明细');
				if (one.quantity !== line.held && !body.reason) throw refuse(422, 'parts.arrival.reason', '数量不符，请写明原因', '/reason');
				Object.assign(line, { lost: Math.max(0, line.held - one.quantity), done: one.quantity, held: 0 });
			}
			return settle(paper);
		},
		confirm: (paper, body) => { Object.assign(paper, { settledNote: body.note ?? '' }); return settle(paper); },
		withdraw: (paper) => tagged(Object.assign(paper, { state: 'cancelled', version: paper.version + 1 })),
	};

	function hands(query) {
		return own.papers.filter((one) => one.kind === 'issue').flatMap((paper) => paper.lines.filter((line) => line.held > 0).map((line) => ({ ...line, documentId: paper.id, documentNumber: paper.number, branchId: paper.branchId, person: paper.person, personName: paper.personName, order: paper.order, issuedOn: paper.businessDate })))
			.filter((one) => (!query.get('person') || one.person === query.get('person')) && (!query.get('branch') || one.branchId === query.get('branch')));
	}
	function orderParts(query) {
		const order = orderOf({ kind: query.get('kind'), branchId: query.get('branch'), key: query.get('key') });
		const movements = own.movements.filter((one) => one.order?.key === order.key);
		const rows = new Map();
		for (const one of movements) {
			const item = own.item(one.itemCode);
			const row = rows.get(one.itemCode) ?? { ...itemRef(item), warranty: one.warranty || 'in', issued: 0, returned: 0, used: 0, inHands: 0, costFen: 0, toChargeFen: 0, chargedFen: 0, oldDue: 0, oldBack: 0, freeApproval: '' };
			if (one.kind === 'issue') row.issued += one.quantity;
			if (one.kind === 'return') row.returned += one.quantity;
			rows.set(one.itemCode, row);
		}
		const free = own.freeApprovals.get(order.key) ?? null;
		for (const row of rows.values()) {
			row.used = row.issued - row.returned;
			row.inHands = hands(new URLSearchParams()).filter((one) => one.order?.key === order.key && one.itemCode === row.itemCode).reduce((sum, one) => sum + one.held, 0);
			row.costFen = Math.floor((own.item(row.itemCode).costFen * row.used) / row.unitSize);
			row.toChargeFen = row.warranty === 'out' && !free ? row.costFen : 0;
			row.oldDue = row.warranty === 'in' && own.item(row.itemCode).kind === 'part' ? row.used : 0;
			row.freeApproval = free?.name ?? '';
		}
		const list = [...rows.values()];
		return { order, items: list, movements, freeApproval: free, complete: list.length > 0 && list.every((row) => row.inHands === 0 && row.oldBack >= row.oldDue) };
	}

	// ---- the desk
	const record = (name, id) => find(desk[name], (one) => one.id === id, '记录');
	const deed = (one, what, note = '') => {
		one.version += 1;
		one.steps?.push({ at: Date.now(), what, by: who(), note });
		return tagged(one);
	};
	const counted = (one) => {
		const asked = one.items.filter((line) => line.asked);
		return { ...one, lines: one.items.length, toCount: asked.length, counted: asked.filter((line) => line.counted !== null).length, differences: ['explaining', 'posted'].includes(one.state) ? one.items.filter((line) => line.difference).length : null };
	};
	const stocktakeSteps = {
		freeze: (one) => Object.assign(one, { state: 'counting', frozenAt: Date.now() }),
		counts: (one, body) => body.lines.forEach((line) => Object.assign(find(one.items, (candidate) => candidate.itemCode === line.itemCode, '明细'), { counted: line.quantity, countedBy: who() })),
		close(one) {
			for (const line of one.items) Object.assign(line, { book: there(one.place, line.itemCode), difference: line.counted - there(one.place, line.itemCode), valueFen: 0 });
			one.state = 'explaining';
		},
		explanations: (one, body) => body.lines.forEach(({ itemCode, cause, text, charge }) => Object.assign(find(one.items, (candidate) => candidate.itemCode === itemCode, '明细'), { cause, explanation: text, charge: charge ?? null })),
		approve(one) {
			if (one.items.some((line) => line.difference && !line.cause)) throw refuse(409, 'parts.stocktake.unexplained', '还有差异没有说明');
			Object.assign(one, { state: 'posted', postedAt: Date.now(), postedBy: who() });
		},
		reject: (one) => Object.assign(one, { state: 'recounting', round: one.round + 1 }),
		cancel: (one) => Object.assign(one, { state: 'cancelled' }),
	};
	const deskSteps = {
		stocktakes: (one, name, body) => void stocktakeSteps[name](one, body),
		waiting: (one, name, body) => Object.assign(one, { item: { ...(own.item(body.itemCode) ? itemRef(own.item(body.itemCode)) : {}), quantity: body.quantity }, 'supplier-date': { supplierDate: body.date, supplierReason: body.reason, toTell: true, tellReason: 'date' }, told: { toTell: false, toldAt: Date.now(), toldVia: body.via }, cancel: { state: 'cancelled', toTell: false } }[name]),
		reorder: (one, _, body) => Object.assign(one, { minimum: body.minimum, decidedOn: isoDay(Date.now()), decidedBy: who() }),
		'old-parts': (one, name, body) => Object.assign(one, name === 'lost' ? { lost: one.lost + body.quantity, open: one.open - body.quantity } : { back: one.back + body.quantity, open: one.open - body.quantity }),
		'old-lots': (one, name, body) => Object.assign(one, { send: { state: 'sent', carrier: body.carrier, tracking: body.tracking, dueOn: body.dueOn, sentAt: Date.now() }, arrive: { state: 'arrived', arrivedAt: Date.now(), arrivedPieces: body.pieces }, release: { state: 'released', releasedFen: body.sumFen, releaseRef: body.reference } }[name]),
		charges: (one, _, body) => Object.assign(one, { state: 'withdrawn', withdrawnReason: body.reason }),
		loans(one, name, body) {
			if (name !== 'replaced' && body.quantity > one.out) throw refuse(422, 'parts.desk.quantity.invalid', '超过未还数量', '/quantity');
			if (name === 'replaced') Object.assign(one, { replaced: one.replaced + 1, replacementDue: one.replacementDue - 1 });
			else Object.assign(one, { [name]: one[name] + body.quantity, out: one.out - body.quantity, ...(name === 'back' ? {} : { replacementDue: one.replacementDue + body.quantity }) });
			if (one.out === 0) one.state = 'done';
		},
		disposals: (one, name, body) => Object.assign(one, { approve: { state: 'approved', approvedBy: who() }, reject: { state: 'rejected' }, done: { state: 'done', doneAt: Date.now(), receiver: body.receiver, proceedsFen: body.proceedsFen }, cancel: { state: 'cancelled' } }[name]),
		defectives: (one, _, body) => Object.assign(one, { state: body.step, next: desk.next[body.step], ...(body.passed === undefined ? {} : { passed: body.passed }), counts: body.step === 'back' }),
		'carry-ins'(one, name, body) {
			if (name === 'pick-up' && !body.withoutSlip && body.slip !== one.number) throw refuse(422, 'parts.carry_in.slip', '不是这张送修单', '/slip', '单号与收件时的送修单不同。');
			Object.assign(one, { where: { where: body.where, whereNote: body.note ?? '' }, ready: { state: 'ready', readyAt: Date.now(), result: body.result, feeFen: body.feeFen }, told: { state: 'told', toldAt: Date.now() }, 'pick-up': { state: 'picked_up', pickedUpAt: Date.now() } }[name]);
		},
	};
	const fresh = (name, body) => {
		const item = own.item(body.itemCode) ? itemRef(own.item(body.itemCode)) : {};
		const like = desk[name][0];
		const base = { ...like, id: `${name}-${desk[name].length}`, number: like.number.replace(/\d{4}$/, String(desk[name].length + 1).padStart(4, '0')), version: 1, steps: [{ at: Date.now(), what: 'opened', by: who(), note: '' }] };
		const place = { placeName: own.nameOf(body.place ?? '') };
		return {
			stocktakes: () => ({ ...base, ...body, ...place, state: 'planned', round: 1, frozenAt: null, plannedBy: who(), items: own.items.filter((one) => !body.itemCodes || body.itemCodes.includes(one.code)).slice(0, body.scope === 'full' ? 999 : body.limit ?? 50).map((one) => ({ ...itemRef(one), valueClass: 'C', asked: true, counted: null, countedBy: '' })) }),
			waiting: () => ({ ...base, ...body, ...item, order: orderOf(body.order), state: 'waiting', origin: 'desk', requestedAt: Date.now(), dueAt: Date.now() + 86_400_000, overdue: false, toTell: false, tellReason: '' }),
			'old-lots': () => ({ ...base, ...body, state: 'open', pieces: body.entries.length, carrier: '', tracking: '', sentAt: null, arrivedAt: null, dueOn: null, entries: body.entries.map((entry) => ({ ...itemRef(own.items[0]), oldPartNumber: record('old-parts', entry.oldPartId).number, orderNumber: record('old-parts', entry.oldPartId).order.number, ...entry })) }),
			loans: () => ({ ...base, ...body, ...item, ...place, back: 0, damaged: 0, lost: 0, replaced: 0, out: body.quantity, replacementDue: 0, state: 'out', lentAt: Date.now(), dueOn: body.dueOn ?? null, overdue: false, charges: [] }),
			disposals: () => ({ ...base, ...bare(body, 'lines'), ...place, state: 'planned', plannedBy: who(), approvedBy: '', doneAt: null, receiver: '', proceedsFen: null, items: body.lines.map((line) => ({ ...itemRef(own.item(line.itemCode)), quantity: line.quantity, costFen: 0 })) }),
			defectives: () => ({ ...base, ...body, state: 'found', next: desk.next.found, foundAt: Date.now(), ageDays: 0, stateDays: 0, passed: null }),
			'carry-ins': () => ({ ...base, ...body, order: orderOf(body.order), where: 'counter', whereNote: '', state: 'taken_in', takenAt: Date.now(), readyAt: null, toldAt: null, pickedUpAt: null, result: '', feeFen: null, overdue: false }),
		}[name]();
	};
	const branchOf = (one) => one.branchId ?? one.order?.branchId;
	const deskList = (name, query) => desk[name].filter((one) => (!query.get('branch') || branchOf(one) === query.get('branch')) && fits(one, query, ['state', 'warning']) && (!query.get('person') || one.person?.key === query.get('person')) && (query.get('overdue') !== '1' || one.overdue) && (query.get('open') !== '1' || !['back', 'returned'].includes(one.state)) && holds(`${one.number}${one.customerName ?? ''}${one.phone ?? ''}${one.serialNumber ?? ''}`, query));
	const shown = (name, one) => (name === 'stocktakes' ? bare(counted(one), 'items', 'steps') : bare(one, 'steps', 'entries', 'items', 'charges'));
	const kDesk = 'stocktakes|waiting|reorder|old-parts|old-lots|charges|loans|disposals|defectives|carry-ins';
	const detail = (name, one) => tagged(name === 'stocktakes' ? counted(one) : one);
	const editable = (list, key) => ([id], body, _, request) => { const one = find(list(), (candidate) => candidate[key] === id, '档案'); checked(one, request); Object.assign(one, body, { version: one.version + 1 }); return tagged(one); };

	return [
		['GET', /^\/parts\/items$/, (_, __, query) => page(sorted(own.items.filter((one) => holds(`${one.code}${one.name}${one.specification}`, query) && fits(one, query, ['kind', 'active'])), query), query)],
		['GET', /^\/parts\/items\/([^/]+)$/, ([code]) => { const one = own.item(code); if (!one) throw refuse(404, 'parts.item.not_found', '没有这个物料'); return tagged({ ...one, balances: own.places.map((place) => balance(place, one)).filter((line) => line.quantity !== 0) }); }],
		['POST', /^\/parts\/items$/, (_, body) => { if (own.item(body.code)) throw refuse(409, 'parts.item.exists', '编码已经有了', '/code', `${body.code} 已经是${own.item(body.code).name}。`); const one = { specification: '', brand: '', supplier: '', costFen: 0, minimum: 0, hazardous: false, active: true, origin: 'hand', erpFields: [], erpDiffers: null, updatedAt: Date.now(), version: 1, ...body }; own.items.push(one); return tagged(one); }],
		['PUT', /^\/parts\/items\/([^/]+)$/, editable(() => own.items, 'code')],
		['POST', /^\/parts\/items\/([^/]+)\/accept-erp$/, ([code], _, __, request) => { const one = own.item(code); checked(one, request); Object.assign(one, one.erpDiffers, { erpDiffers: null, version: one.version + 1 }); return tagged(one); }],
		['GET', /^\/parts\/suppliers$/, (_, __, query) => page(sorted(own.suppliers.filter((one) => holds(`${one.code}${one.name}`, query)), query), query)],
		['POST', /^\/parts\/suppliers$/, (_, body) => { const one = { contact: '', phone: '', address: '', terms: '', leadDays: 0, active: true, version: 1, ...body }; own.suppliers.push(one); return tagged(one); }],
		['PUT', /^\/parts\/suppliers\/([^/]+)$/, editable(() => own.suppliers, 'code')],
		['GET', /^\/parts\/places$/, (_, __, query) => ({ items: own.places.filter((one) => fits(one, query, ['kind']) && (!query.get('branch') || one.branchId === query.get('branch'))) })],
		['POST', /^\/parts\/places$/, (_, body) => { const one = { ...own.places[0], id: `store:${body.branchId}:${body.code}`, branchId: body.branchId, holder: body.code, name: body.name, version: 1 }; own.places.push(one); return tagged(one); }],
		['PUT', /^\/parts\/places\/([^/]+)$/, editable(() => own.places, 'id')],
		['GET', /^\/parts\/balances$/, (_, __, query) => page(sorted(balances(query), query), query)],
		['GET', /^\/parts\/movements$/, (_, __, query) => page(sorted(own.movements.filter((one) => (!query.get('item') || one.itemCode === query.get('item')) && (!query.get('place') || [one.from, one.to].includes(query.get('place'))) && (!query.get('person') || one.person === query.get('person')) && (!query.get('document') || one.documentId === query.get('document')) && (!query.get('branch') || one.branchId === query.get('branch'))), query), query)],
		['GET', /^\/parts\/movements\/([^/]+)$/, ([id]) => { const one = find(own.movements, (candidate) => candidate.id === id, '记账'); const reversals = own.movements.filter((candidate) => candidate.reverses === id); return { ...one, reversals, reversed: reversals.reduce((sum, candidate) => sum + candidate.quantity, 0) }; }],
		['POST', /^\/parts\/movements\/([^/]+)\/reversals$/, ([id], body) => { const one = find(own.movements, (candidate) => candidate.id === id, '记账'); if (body.quantity > there(one.to, one.itemCode)) throw refuse(409, 'parts.stock_short', '东西已经不在那里', '/quantity'); return own.post(one.kind, one.itemCode, body.quantity, one.to, one.from, { reverses: id, reason: body.reason, postedAt: Date.now(), actorName: who() }); }],
		['GET', /^\/parts\/documents$/, (_, __, query) => page(sorted(own.papers.filter((one) => fits(one, query, ['kind', 'state', 'urgent']) && holds(one.number, query) && (!query.get('branch') || one.branchId === query.get('branch'))).map((one) => bare(one, 'lines', 'tests')), query), query)],
		['GET', /^\/parts\/documents\/([^/]+)$/, ([id]) => tagged(paperOf(id))],
		['POST', /^\/parts\/documents\/([^/]+)\/(inspection|arrival|confirm|withdraw)$/, ([id, name], body, _, request) => { const paper = paperOf(id); checked(paper, request); return moves[name](paper, body); }],
		['POST', /^\/parts\/samplings\/proposal$/, (_, body) => ({ lines: own.items.slice(0, 5).map((item) => ({ item: item.code, itemName: item.name, unit: item.unit, unitSize: item.unitSize, inStock: there(body.placeId, item.code), sample: item.unitSize, lastSampledOn: item.code === 'GL-KT-001' ? '2026-09-30' : null })) })],
		['POST', /^\/parts\/(openings|receipts|samplings|issues|returns|write-offs|transfers|hand-overs|recoveries)$/, ([name], body) => makers[name](body)],
		['GET', /^\/parts\/hands$/, (_, __, query) => page(hands(query), query)],
		['GET', /^\/parts\/order-parts$/, (_, __, query) => orderParts(query)],
		['POST', /^\/parts\/free-approvals$/, (_, body) => { const one = { reason: body.reason, at: Date.now(), name: who() }; own.freeApprovals.set(body.order.key, one); return one; }],
		['GET', /^\/parts\/story$/, (_, __, query) => ({ items: own.movements.filter((one) => one.order?.key === query.get('key')).map((one) => ({ at: one.postedAt, source: 'parts', what: `parts.${one.kind}`, params: { item: one.itemName, quantity: one.quantity / one.unitSize, unit: one.unit, number: one.documentNumber }, who: one.actorName, ref: { type: 'document', id: one.documentId }, basis: null })) })],
		['GET', /^\/parts\/stock-differences$/, (_, __, query) => page(sorted(own.differences.filter((one) => (!query.get('place') || one.placeId === query.get('place')) && (!query.get('branch') || one.branchId === query.get('branch'))), query), query)],
		['GET', /^\/parts\/stock-differences\/([^/]+)\/([^/]+)$/, ([place, code]) => tagged({ ...find(own.differences, (one) => one.placeId === place && one.itemCode === code, '差异'), movements: own.movements.filter((one) => one.itemCode === code && [one.from, one.to].includes(place)).slice(0, 200) })],
		['POST', /^\/parts\/stock-differences\/([^/]+)\/([^/]+)\/explanation$/, ([place, code], body, _, request) => { const one = find(own.differences, (candidate) => candidate.placeId === place && candidate.itemCode === code, '差异'); checked(one, request); return tagged(Object.assign(one, { explanation: body.text, explainedBy: who(), version: one.version + 1 })); }],

		['GET', /^\/parts\/desk$/, () => { const count = (name, test) => desk[name].filter(test).length; return { stocktakesOpen: count('stocktakes', (one) => ['counting', 'recounting'].includes(one.state)), stocktakesToApprove: count('stocktakes', (one) => one.state === 'explaining'), waitingOpen: count('waiting', (one) => one.state === 'waiting'), waitingOverdue: count('waiting', (one) => one.overdue), toTell: count('waiting', (one) => one.toTell), oldOverdue: count('old-parts', (one) => one.overdue), lotsOverdue: count('old-lots', (one) => one.overdue), loansOverdue: count('loans', (one) => one.overdue), disposalsToApprove: count('disposals', (one) => one.state === 'planned'), defectivesOpen: count('defectives', (one) => one.state !== 'back'), carryInsReady: count('carry-ins', (one) => one.state === 'ready'), carryInsOverdue: count('carry-ins', (one) => one.overdue), shortages: count('reorder', (one) => one.warning === 'shortage') }; }],
		['GET', /^\/parts\/stocktakes\/due$/, () => ({ items: own.items.slice(0, 9).map((item, index) => ({ ...itemRef(item), valueClass: 'ABC'[index % 3], lastCountedAt: index ? data.now - index * 20 * 86_400_000 : null, dueOn: isoDay(data.now + (index - 4) * 86_400_000) })) })],
		['GET', /^\/parts\/stocktakes\/([^/]+)\/sheet$/, ([id]) => { const one = record('stocktakes', id); return { number: one.number, placeName: one.placeName, branchId: one.branchId, round: one.round, frozenAt: one.frozenAt, items: one.items.filter((line) => line.asked).map((line) => bare(line, 'counted', 'countedBy', 'book', 'difference', 'valueFen', 'valueClass', 'asked')) }; }],
		['GET', /^\/parts\/count-entries$/, (_, __, query) => page(desk.entries.filter((one) => fits(one, query, ['state'])), query)],
		['GET', /^\/parts\/waiting\/calls$/, (_, __, query) => page(sorted(desk.waiting.filter((one) => one.toTell), query).map((one) => shown('waiting', one)), query)],
		['POST', /^\/parts\/reorder\/compute$/, () => ({ rows: desk.reorder.length })],
		['GET', /^\/parts\/failure-rates$/, (_, __, query) => ({ items: desk.rates.filter((one) => !query.get('branch') || one.branchId === query.get('branch')) })],
		['POST', /^\/parts\/failure-rates$/, (_, body) => { desk.rates = [...desk.rates.filter((one) => one.itemCode !== body.itemCode || one.branchId !== body.branchId), { ...body, itemName: own.item(body.itemCode).name, version: 1 }]; return body; }],
		['GET', /^\/parts\/old-parts\/overdue-by-person$/, () => ({ items: own.technicians.slice(0, 3).map(([key, name], index) => ({ person: { kind: 'technician', key, name }, branchId: 'MX', records: 3 - index, pieces: 3 - index, oldestDueOn: isoDay(data.now - (12 - index) * 86_400_000), depositFen: 18_500 * (3 - index) })) })],
		['GET', /^\/parts\/old-parts\/of-order$/, () => ({ items: [] })],
		['GET', /^\/parts\/old-parts\/to-send$/, () => ({ items: desk['old-parts'].slice(0, 4).map((one) => ({ ...itemRef(own.item(one.itemCode)), oldPartId: one.id, oldPartNumber: one.number, orderNumber: one.order.number, brand: one.brand, quantity: 1 })) })],
		['GET', /^\/parts\/defectives\/progress$/, () => ({ items: [{ branchId: 'MX', states: { found: 2, identified: 2, waiting_parts: 2, repaired: 1, tested: 1 }, open: 8, oldestDays: 50, averageDays: 22.4, backThisMonth: 1, returnedThisMonth: 0 }, { branchId: 'CG', states: { found: 1 }, open: 1, oldestDays: 4, averageDays: 4, backThisMonth: 3, returnedThisMonth: 1 }] })],
		['GET', new RegExp(`^/parts/(${kDesk})$`), ([name], _, query) => page(sorted(deskList(name, query), query).map((one) => shown(name, one)), query)],
		['GET', new RegExp(`^/parts/(${kDesk})/([^/]+)$`), ([name, id]) => detail(name, record(name, id))],
		['POST', new RegExp(`^/parts/(${kDesk})$`), ([name], body) => { const one = fresh(name, body); desk[name].unshift(one); return detail(name, one); }],
		['POST', new RegExp(`^/parts/(${kDesk})/([^/]+)/([a-z-]+)$`), ([name, id, step], body, _, request) => { const one = record(name, id); checked(one, request); deskSteps[name](one, step, body); deed(one, step, body.note ?? body.reason ?? ''); return detail(name, one); }],
	];
}

/** Persons of the ERP, for the search of /erp/rows. */
export const partsPersons = (data, entity, search) => (entity === 'technician' ? data.parts.technicians : entity === 'employee' ? [['E101', '胡晓梅'], ['E102', '何静']] : [['FW01', '兴达制冷']])
	.filter(([key, name]) => `${key}${name}`.includes(search)).map(([key, name]) => ({ key, branch: 'MX', deleted: false, fields: { number: key, name } }));
