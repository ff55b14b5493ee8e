// Invented stock, papers and desk records in the shapes of plugins/parts/docs. Deterministic.

const kHour = 3_600_000;
const kDay = 24 * kHour;
const isoDay = (ms) => new Date(ms + 8 * kHour).toISOString().slice(0, 10);

const kGoods = [
	['GL-KT-001', '室内机主板', 'KFR-35GW', '块', 1, '格力', 'part', 'special', 18_500, 3], ['GL-KT-002', '室外机电容', '35μF', '个', 1, '格力', 'part', 'regular', 2_600, 10], ['MD-KT-011', '遥控器', 'RN02', '个', 1, '美的', 'part', 'regular', 1_900, 12],
	['HE-BX-004', '冰箱温控器', 'WDF-18', '个', 1, '海尔', 'part', 'regular', 3_200, 6], ['HX-TV-007', '电源板', '55E3F', '块', 1, '海信', 'part', 'special', 21_000, 2], ['WH-RQ-003', '点火器', 'JSQ24', '个', 1, '万和', 'part', 'regular', 2_450, 8],
	['TG-635', '铜管', 'Φ6.35×0.6', '米', 1000, '', 'material', 'regular', 2_150, 50_000], ['TG-952', '铜管', 'Φ9.52×0.7', '米', 1000, '', 'material', 'regular', 3_480, 50_000], ['R32', '制冷剂', 'R32', '千克', 1000, '', 'material', 'regular', 4_200, 20_000],
	['BGD-12', '保温管', '12 只装', '盒', 12, '', 'material', 'regular', 6_000, 24], ['ZJ-KT', '空调支架', '1–1.5P', '副', 1, '', 'material', 'regular', 3_900, 20], ['GJ-ZKB', '真空泵', '2 升', '台', 1, '', 'tool', 'regular', 68_000, 0],
	['GJ-DZ', '电锤', '26 mm', '把', 1, '', 'tool', 'regular', 52_000, 0], ['GJ-CY', '压力表组', 'R32/R410', '套', 1, '', 'tool', 'regular', 24_000, 0],
];
const kTechnicians = [['S001', '何师傅'], ['S002', '马师傅'], ['S003', '雷师傅'], ['S004', '唐师傅'], ['S005', '郭师傅']];

export const itemRef = (item) => ({ itemCode: item.code, itemName: item.name, specification: item.specification, unit: item.unit, unitSize: item.unitSize });

/** Everything that the plugin's part of the mock holds. */
export function makeParts(tasks, now, branches) {
	const items = kGoods.map(([code, name, specification, unit, unitSize, brand, kind, itemClass, costFen, minimum], index) => ({
		code, name, specification, unit, unitSize, brand, kind, class: itemClass, supplier: brand ? 'GYS01' : 'GYS02', costFen, minimum, hazardous: code === 'R32', active: true, origin: index % 4 === 3 ? 'hand' : 'erp',
		erpFields: index % 4 === 3 ? [] : ['name', 'specification', 'unit'], erpDiffers: index === 2 ? { name: '遥控器（新款）' } : null, updatedAt: now - index * kDay, version: 1,
	}));
	const item = (code) => items.find((one) => one.code === code);
	const suppliers = [['GYS01', '汉中恒达配件有限公司', '郑经理', '0916-2213344', '汉台区劳动西路 18 号', '月结 30 天', 5], ['GYS02', '西安空调材料批发部', '吴老板', '029-88112233', '西安市未央区大白杨', '现款', 3], ['GYS03', '美的西北配件中心', '', '400-8899315', '西安市经开区', '厂家直供', 12]].map(([code, name, contact, phone, address, terms, leadDays]) => ({ code, name, contact, phone, address, terms, leadDays, active: true, version: 1 }));
	const place = (id, kind, branchId, name, more = {}) => ({ id, kind, branchId, holder: '', name, keeper: '', keeperName: '', erpBranch: '', erpWarehouse: '', active: true, version: 1, ...more });
	const places = [
		place('store:MX', 'store', 'MX', '勉县配件仓', { keeperName: '胡晓梅', erpBranch: 'MX' }), place('store:MX:W2', 'store', 'MX', '勉县二号仓', { holder: 'W2' }), place('central', 'central', '', '总仓', { keeperName: '钱建新', erpBranch: 'HZ', erpWarehouse: 'ZC' }),
		...branches.filter(([id]) => id !== 'MX').map(([id, name]) => place(`store:${id}`, 'store', id, `${name}配件仓`, { erpBranch: id })),
		...kTechnicians.map(([key, name]) => place(`technician:MX:${key}`, 'technician', 'MX', `${name}手中`, { holder: key })), place('technician:MX', 'technician', 'MX', '勉县维修间'), place('quarantine:MX', 'quarantine', 'MX', '勉县待检区'), place('old_parts:MX', 'old_parts', 'MX', '勉县旧件'), place('scrap:MX', 'scrap', 'MX', '勉县报废'), place('transit:MX', 'transit', 'MX', '勉县在途'),
		place('used:MX', 'used', 'MX', '已用于客户'), place('supplier:GYS01', 'supplier', '', '汉中恒达配件有限公司', { holder: 'GYS01' }), place('difference:MX', 'difference', 'MX', '盘点差异'),
	];
	const stock = new Map();
	for (const [store, share] of [['store:MX', 1], ['central', 4], ['store:CG', 0.7], ['store:HZ', 1.5]]) {
		items.forEach((one, index) => stock.set(`${store}|${one.code}`, Math.floor(((index * 7) % 13 + 2) * share) * (one.unitSize === 1000 ? 6_350 : one.unitSize === 12 ? 7 : 1)));
	}
	const orders = tasks.filter((task) => task.branchId === 'MX' && task.kind === 'work_order').slice(0, 12).map((task) => ({ kind: 'work_order', branchId: 'MX', key: task.orderKey, number: task.orderNumber }));
	const own = { now, items, suppliers, places, stock, orders, item, technicians: kTechnicians, movements: [], papers: [], proposals: [], freeApprovals: new Map(), made: [] };
	const nameOf = (id) => places.find((one) => one.id === id)?.name ?? id;
	own.nameOf = nameOf;
	let sequence = 1000;
	/** Posts a balanced transfer, as the ledger does. */
	own.post = (kind, code, quantity, from, to, more = {}) => {
		const one = item(code);
		const key = (id) => `${id}|${code}`;
		if (stock.has(key(from))) stock.set(key(from), stock.get(key(from)) - quantity);
		stock.set(key(to), (stock.get(key(to)) ?? 0) + quantity);
		sequence += 1;
		const movement = {
			id: `movement-${sequence}`, sequence, kind, ...itemRef(one), quantity, from, fromName: nameOf(from), to, toName: nameOf(to), costFen: Math.floor((one.costFen * quantity) / one.unitSize), branchId: 'MX', brand: one.brand, warranty: '', order: null,
			person: '', personName: '', documentId: '', documentNumber: '', line: 0, businessDate: isoDay(now), postedAt: now, actorName: '胡晓梅', depositFen: 0, chargedFen: 0, reason: '', reverses: '', ...more,
		};
		own.movements.unshift(movement);
		return movement;
	};
	const kSeries = { receipt: 'SH', issue: 'LL', return: 'TL', write_off: 'HX', transfer: 'DB', hand_over: 'JJ', recovery: 'HS', sampling: 'CY', opening: 'QC' };
	own.paper = (kind, lines, more = {}) => {
		const paper = {
			id: `paper-${own.papers.length}`, number: `${kSeries[kind]}-勉县-${isoDay(now).replaceAll('-', '')}-${String(own.papers.length + 1).padStart(4, '0')}`, kind, state: 'done', branchId: 'MX', from: '', fromName: '', to: '', toName: '', order: null, warranty: '', person: '', personName: '', supplier: '', reference: '', reason: '',
			urgent: false, transportFen: null, carrier: '', tracking: '', businessDate: isoDay(now), createdAt: now - own.papers.length * 1_700_000, actor: 'u9', actorName: '胡晓梅', settledAt: null, settledName: '', settledNote: '', version: 1, tests: [], ...more,
		};
		paper.fromName = paper.fromName || nameOf(paper.from);
		paper.toName = paper.toName || nameOf(paper.to);
		paper.lines = lines.map(([code, quantity, change = {}], index) => ({ line: index + 1, ...itemRef(item(code)), quantity, costFen: Math.floor((item(code).costFen * quantity) / item(code).unitSize), held: 0, done: 0, back: 0, lost: 0, exchangeDue: 0, origin: null, counted: null, faulty: null, chargedFen: 0, note: '', ...change }));
		own.papers.unshift(paper);
		return paper;
	};
	const held = (quantity) => ({ held: quantity });
	const posted = (paper, kind, more = {}) => paper.lines.forEach((line) => own.post(kind, line.itemCode, line.quantity, paper.from || 'supplier:GYS01', paper.to || 'used:MX', { documentId: paper.id, documentNumber: paper.number, line: line.line, order: paper.order, warranty: paper.warranty, person: paper.person, personName: paper.personName, postedAt: paper.createdAt, ...more }));
	posted(own.paper('receipt', [['GL-KT-001', 6, held(6)], ['TG-635', 60_000, held(60_000)], ['BGD-12', 48, held(48)]], { state: 'open', from: 'supplier:GYS01', to: 'store:MX', supplier: 'GYS01', reference: 'HD-20261118-07' }), 'receipt');
	posted(own.paper('receipt', [['MD-KT-011', 20, { done: 18, back: 2, exchangeDue: 2 }]], { from: 'supplier:GYS01', to: 'store:MX', supplier: 'GYS01', reference: 'HD-20261102-03', settledAt: now - kDay, settledName: '胡晓梅' }), 'receipt');
	for (let index = 0; index < 9; index += 1) {
		const [key, name] = kTechnicians[index % 5];
		const order = index % 3 === 2 ? null : orders[index % orders.length];
		const [code, quantity] = [['GL-KT-002', 2], ['TG-635', 4_500], ['ZJ-KT', 1], ['HE-BX-004', 1], ['GL-KT-001', 1]][index % 5];
		posted(own.paper('issue', [[code, quantity, held(quantity)], ['R32', 800, index % 2 ? { done: 800 } : held(800)]], { state: 'open', from: 'store:MX', to: `technician:MX:${key}`, person: key, personName: name, order, warranty: order ? (index % 2 ? 'out' : 'in') : '', urgent: index === 4, transportFen: index === 4 ? 3_500 : null, carrier: index === 4 ? '顺路客车' : '', tracking: index === 4 ? '陕F12345' : '' }), 'issue');
	}
	posted(own.paper('transfer', [['GL-KT-002', 5, held(5)], ['R32', 3_000, held(3_000)]], { state: 'open', from: 'central', to: 'store:MX', carrier: '公司货车' }), 'transfer_out');
	own.paper('hand_over', [['GL-KT-001', 4], ['TG-635', 63_500]], { state: 'open', to: 'store:MX', person: 'u1', personName: '管理员', reason: '胡晓梅调离' });
	own.paper('hand_over', [['GL-KT-001', 4]], { state: 'open', to: 'store:CG', person: 'u8', personName: '田师傅' });
	posted(own.paper('recovery', [['GL-KT-001', 2, held(2)]], { state: 'open', from: 'used:MX', to: 'store:MX', reason: '更换下来后修好' }), 'recovery');
	own.paper('sampling', [['MD-KT-011', 2, { counted: 5, faulty: 2, held: 2 }]], { state: 'open', to: 'store:MX' });
	own.paper('opening', [['ZJ-KT', 40, { done: 40 }]], { to: 'store:MX', reason: '上线期初' });

	own.differences = [['GL-KT-002', 12, 14, ['quantity']], ['MD-KT-011', 18, 18, ['name']], ['TG-635', 63_500, 60_000, ['quantity']], ['HX-TV-007', 3, null, ['unreadable']]].map(([code, ours, theirs, what], index) => ({
		placeId: 'store:MX', placeName: '勉县配件仓', branchId: 'MX', ...itemRef(item(code)), ours, theirs, theirsText: theirs === null ? '三块' : String(theirs), what, agreedAt: index === 3 ? null : now - (index + 2) * kDay, since: now - (index + 1) * 19 * kHour, checkedAt: now - 40_000, explanation: index === 1 ? 'ERP 改了名称，等总仓确认' : '', explainedBy: index === 1 ? '胡晓梅' : '', version: 1,
	}));
	return own;
}

/** The desk's records. */
export function makeDesk(own, now, tasks) {
	const { items, item, orders } = own;
	const steps = (...names) => names.map((what, index) => ({ at: now - (names.length - index) * 5 * kHour, what, by: index ? '何静' : '胡晓梅', note: index === 1 ? '已核对' : '' }));
	const number = (series, index) => `${series}-勉县-20261121-${String(index + 1).padStart(4, '0')}`;
	const technician = (index) => ({ kind: 'technician', key: own.technicians[index % 5][0], name: own.technicians[index % 5][1] });
	const stocktakes = [['counting', 'cycle'], ['explaining', 'full'], ['planned', 'cycle'], ['recounting', 'cycle'], ['posted', 'full'], ['cancelled', 'cycle']].map(([state, scope], index) => {
		const explained = state === 'explaining' || state === 'posted';
		const lines = items.slice(0, scope === 'full' ? 14 : 6).map((one, at) => {
			const book = (at + 3) * one.unitSize;
			const difference = at === 1 ? -one.unitSize : at === 4 ? one.unitSize / 2 >= 1 ? one.unitSize / 2 : 1 : 0;
			const asked = state === 'recounting' ? at === 1 || at === 4 : true;
			return {
				...itemRef(one), valueClass: 'ABC'[at % 3], asked, counted: explained ? book + difference : state === 'counting' && at < 2 ? book : null, countedBy: explained || (state === 'counting' && at < 2) ? '何静' : '',
				...(explained ? { book, difference, valueFen: Math.trunc((one.costFen * difference) / one.unitSize), ...(difference && (state === 'posted' || at === 4) ? { cause: 'unrecorded_receipt', explanation: '上月到货没有登记', charge: null } : {}) } : {}),
			};
		});
		return {
			id: `stocktake-${index}`, number: number('PD', index), branchId: 'MX', place: 'store:MX', placeName: '勉县配件仓', scope, state, round: state === 'recounting' ? 2 : 1, plannedOn: isoDay(now), plannedBy: '胡晓梅', frozenAt: state === 'planned' ? null : now - 3 * kHour, postedAt: state === 'posted' ? now - kDay : null, postedBy: state === 'posted' ? '马志远' : '',
			version: 1, items: lines, steps: steps('planned', ...(state === 'planned' ? [] : ['frozen'])),
		};
	});
	const waiting = orders.slice(0, 8).map((order, index) => {
		const task = tasks.find((one) => one.orderKey === order.key);
		const one = index === 3 ? { code: '', name: '', specification: '', unit: '', unitSize: 1 } : items[(index * 3) % 6];
		const special = index % 3 === 1;
		const dueAt = special && index === 1 ? null : now + (index - 3) * 9 * kHour;
		return {
			id: `waiting-${index}`, number: number('DJ', index), order, ...itemRef(one), quantity: one.unitSize, class: special ? 'special' : 'regular', state: index === 7 ? 'left' : 'waiting', origin: index % 3 === 0 ? 'erp' : 'desk', requestedAt: now - (index + 2) * 11 * kHour, dueAt, supplierDate: index === 4 ? isoDay(now + 3 * kDay) : null, supplierReason: index === 4 ? '厂家缺货' : '',
			overdue: dueAt !== null && dueAt < now && index !== 7, leftAt: null, toTell: index === 0 || index === 4, tellReason: index === 0 ? 'overdue' : index === 4 ? 'moved' : '', toldAt: index === 2 ? now - kHour : null, toldVia: index === 2 ? 'phone' : '', version: 1, customerName: task.customerName, phone: task.phone, masked: false, steps: steps('requested', 'item'),
		};
	});
	const reorder = items.slice(0, 11).map((one, index) => {
		const size = one.unitSize;
		const warning = ['shortage', '', 'overstock', '', 'slow', 'shortage', ''][index % 7];
		return {
			id: `reorder-${index}`, branchId: 'MX', place: 'store:MX', placeName: '勉县配件仓', ...itemRef(one), computedOn: isoDay(now), onHand: (index % 5) * size, onOrder: index % 3 ? 0 : 2 * size, method: ['croston_sba', 'ses', 'failure_rate', 'none'][index % 4], demandPerMonth: Math.round(((index % 4) + 0.6) * size), leadDays: one.class === 'special' ? 14 : 5, servicePerMille: 950, safetyStock: 2 * size, reorderPoint: 4 * size, orderUpTo: 9 * size,
			minimum: one.minimum, proposedMinimum: index % 2 ? one.minimum : 5 * size, orderQuantity: warning === 'shortage' ? 9 * size : 0, warning, lastIssuedOn: isoDay(now - index * 9 * kDay), idleDays: index * 9, valueFen: one.costFen * (index + 3), decidedOn: null, decidedBy: '', version: 1,
		};
	});
	const oldParts = orders.slice(0, 9).map((order, index) => ({
		id: `old-${index}`, number: number('JJ', index), order, ...itemRef(items[index % 6]), brand: items[index % 6].brand, person: technician(index), due: 1, back: index % 4 === 3 ? 1 : 0, lost: 0, open: index % 4 === 3 ? 0 : 1, dueOn: isoDay(now + (index - 4) * 3 * kDay), overdue: index < 4 && index % 4 !== 3, depositFen: items[index % 6].costFen, version: 1, state: index % 4 === 3 ? 'done' : 'open',
	}));
	const entry = (index) => ({ ...itemRef(items[index]), oldPartId: `old-${index}`, oldPartNumber: number('JJ', index), orderNumber: orders[index].number, quantity: 1 });
	const lots = ['open', 'sent', 'arrived', 'released'].map((state, index) => ({
		id: `lot-${index}`, number: number('FC', index), branchId: 'MX', brand: index % 2 ? '海尔' : '格力', state, pieces: 6 + index, carrier: index ? '顺丰' : '', tracking: index ? `SF10239987${index}` : '', dueOn: index ? isoDay(now + (index - 2) * 4 * kDay) : null, sentAt: index ? now - 6 * kDay : null, arrivedAt: index > 1 ? now - 2 * kDay : null, arrivedPieces: index > 1 ? 6 + index : null,
		depositFen: 92_500 + index * 4_000, releasedFen: index > 2 ? 104_500 : null, releaseRef: index > 2 ? 'YJ-1120' : '', overdue: index === 1, version: 1, entries: [entry(0), entry(1)], steps: steps('made', ...(index ? ['sent'] : [])),
	}));
	const loans = [0, 1, 2, 3].map((index) => ({
		id: `loan-${index}`, number: number('JY', index), branchId: 'MX', place: 'store:MX', placeName: '勉县配件仓', person: technician(index), ...itemRef(items[11 + (index % 3)]), quantity: 1, back: index === 3 ? 1 : 0, damaged: 0, lost: 0, replaced: 0, out: index === 3 ? 0 : 1, lentAt: now - (index + 3) * 9 * kDay, dueOn: isoDay(now + (index - 1) * 5 * kDay), overdue: index === 0, state: index === 3 ? 'done' : 'out', replacementDue: 0, version: 1, charges: [], steps: steps('lent'),
	}));
	const charges = [['tool_lost', 'GJ-DZ', 52_000], ['stock_short', 'GL-KT-002', 2_600], ['old_part_lost', 'GL-KT-001', 18_500]].map(([reason, code, sumFen], index) => ({ id: `charge-${index}`, number: number('PC', index), branchId: 'MX', person: technician(index), reason, itemCode: code, itemName: item(code).name, quantity: 1, sumFen, text: '核实后由本人赔偿', at: now - index * kDay, by: '马志远', state: index === 2 ? 'withdrawn' : 'raised', withdrawnReason: index === 2 ? '旧件找到了' : '', version: 1, order: index === 2 ? orders[0] : null }));
	const disposals = [['hazardous', 'planned'], ['scrap', 'approved'], ['slow', 'done'], ['scrap', 'rejected']].map(([kind, state], index) => ({
		id: `disposal-${index}`, number: number('CZ', index), branchId: 'MX', place: index ? 'scrap:MX' : 'store:MX', placeName: index ? '勉县报废' : '勉县配件仓', kind, state, method: index ? '卖给废品回收站' : '交有资质的回收单位', plannedOn: isoDay(now + index * kDay), plannedBy: '胡晓梅', approvedBy: index ? '马志远' : '', doneAt: state === 'done' ? now - kDay : null, receiver: state === 'done' ? '汉中再生资源公司' : '', proceedsFen: state === 'done' ? 12_000 : null, costFen: 84_000, version: 1,
		items: [{ ...itemRef(item(index ? 'GL-KT-001' : 'R32')), quantity: index ? 3 : 5_500, costFen: 55_500 }], steps: steps('planned', ...(index ? ['approved'] : [])),
	}));
	const path = ['found', 'identified', 'waiting_parts', 'repaired', 'tested', 'back'];
	const next = { found: ['identified'], identified: ['waiting_parts'], waiting_parts: ['repaired'], repaired: ['tested'], tested: ['back'], back: [], returned: [] };
	const defectives = tasks.slice(0, 9).map((task, index) => ({ id: `defective-${index}`, number: number('CC', index), branchId: 'MX', productCode: `P${1000 + index}`, productType: task.productType, brand: task.brand, model: task.model, serialNumber: `SN20261${String(index).padStart(4, '0')}`, fault: ['外壳磕碰', '不通电', '漏氟'][index % 3], foundAt: now - (index + 2) * 5 * kDay, state: path[index % 6], stateSince: now - index * kDay, ageDays: (index + 2) * 5, stateDays: index, passed: path[index % 6] === 'tested' || path[index % 6] === 'back' ? true : null, cause: index % 6 ? '运输碰撞' : '', endedAt: path[index % 6] === 'back' ? now - kDay : null, counts: path[index % 6] === 'back', next: next[path[index % 6]], version: 1, steps: steps('found', ...(index % 6 ? ['identified'] : [])) }));
	const carryIns = tasks.slice(10, 18).map((task, index) => {
		const state = ['taken_in', 'ready', 'told', 'picked_up'][index % 4];
		return { id: `carry-${index}`, number: number('SX', index), branchId: 'MX', order: index % 2 ? null : orders[index], productType: task.productType, brand: task.brand, model: task.model, serialNumber: `SX20261${index}`, accessories: index % 2 ? ['遥控器', '电源线'] : [], fault: ['不开机', '有异响', '屏幕有竖线'][index % 3], condition: '右侧有划痕', customerName: task.customerName, phone: task.phone, where: ['counter', 'workshop', 'shelf', 'shelf'][index % 4], whereNote: index % 4 === 2 ? 'B3 格' : '', state, takenAt: now - (index + 1) * 30 * kHour, readyAt: state === 'taken_in' ? null : now - 20 * kHour, toldAt: ['told', 'picked_up'].includes(state) ? now - 15 * kHour : null, pickedUpAt: state === 'picked_up' ? now - 2 * kHour : null, result: state === 'taken_in' ? '' : '更换电源板，试机正常', feeFen: state === 'taken_in' ? null : 12_000, overdue: index === 6, version: 1, masked: false, steps: steps('taken_in', ...(state === 'taken_in' ? [] : ['ready'])) };
	});
	const entries = [['PD-勉县-20261121-0001', 'GL-KT-001', '4', 'taken', ''], ['PD-勉县-20261121-0001', 'GL-KT-002', '12.5', 'refused', 'bad_quantity'], ['PD-勉县-20261121-0009', 'TG-635', '60', 'refused', 'no_stocktake']].map(([stocktake, itemCode, quantity, state, reason], index) => ({ key: `entry-${index}`, number: stocktake, itemCode, itemName: items.find((one) => one.code === itemCode).name, unit: items.find((one) => one.code === itemCode).unit, quantity, countedBy: '胡晓梅', countedAt: now - index * kHour, state, reason, at: now - index * kHour + 60_000 }));
	const rates = [['GL-KT-001', 1_850, 24_000], ['HX-TV-007', 920, 31_500]].map(([itemCode, unitsInService, perMillionYear]) => ({ itemCode, itemName: items.find((one) => one.code === itemCode).name, branchId: 'MX', unitsInService, perMillionYear, version: 1 }));
	return { stocktakes, waiting, reorder, 'old-parts': oldParts, 'old-lots': lots, loans, charges, disposals, defectives, 'carry-ins': carryIns, entries, rates, next };
}

export { isoDay };
