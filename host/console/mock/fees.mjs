// The fees plugin's part of the mock API (plugins/fees/docs).

import { kOffences, makeFees } from './feesData.mjs';

const kDay = 86_400_000;
const day = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

export function feeRoutes(data, { Problem, page, me }) {
	const own = makeFees(data.tasks, data.now);
	data.fees = own;
	const who = () => me().user.displayName;
	const find = (list, id) => list.find((one) => one.id === id) ?? (() => { throw new Problem(404, 'fees.not_found', '没有找到', id, '请回到列表。'); })();
	const tagged = (one) => ({ $etag: `"${one.version}"`, ...one });
	const stand = (one, request, change) => {
		if (request.headers['if-match'] !== `"${one.version}"`) throw new Problem(409, 'fees.stale', '内容已被别人修改', `${one.number ?? ''}：现在是第 ${one.version} 版，您看到的是 ${request.headers['if-match']}。`, '请核对后重新保存。');
		return tagged(Object.assign(one, change, { version: one.version + 1 }));
	};
	const fits = (one, query, names) => names.every((name) => !query.get(name) || String(one[name]) === query.get(name));
	const inBranch = (one, query) => !query.get('branch') || one.branchId === query.get('branch');
	const matches = (one, query, names) => !query.get('search') || names.some((name) => String(one[name] ?? '').includes(query.get('search')));
	const listOf = (rows, names = [], search = []) => (_, __, query) => page(rows().filter((one) => fits(one, query, names) && inBranch(one, query) && matches(one, query, search)), query);
	const orderOf = (query) => own.orders.find((one) => one.orderKey === (query.get ? query.get('key') : query.key)) ?? (() => { throw new Problem(404, 'fees.order.not_found', '没有这张单据', '', '请核对单号。'); })();
	const orderDetail = (order) => tagged({
		...order, warranty: { purchasedOn: '2024-06-01', months: 12, source: 'default', list: null, notes: order.notes ?? [], repairOf: null }, lines: own.lines(order), generations: [{ generation: 1, at: order.completedAt, cause: 'erp', totalFen: order.computedFen, verdict: order.verdict }, { generation: 2, at: order.completedAt + kDay, cause: 'parts', totalFen: order.computedFen, verdict: order.verdict }],
		quotations: own.quotations.filter((one) => one.orderKey === order.orderKey), receipts: own.receipts.filter((one) => one.order.orderKey === order.orderKey), entries: own.entries.filter((one) => one.orderKey === order.orderKey), exceptions: own.exceptions.filter((one) => one.orderKey === order.orderKey), compensations: own.compensations.filter((one) => one.orderKey === order.orderKey),
	});
	const fineDetail = (fine) => tagged({
		...fine, evidence: [{ source: 'callback', ref: 'task-0001', at: fine.actAt + kDay, text: '问：付了多少钱？ 答：师傅收了 150 元，没有给收据。' }, { source: 'complaint', ref: 'case-1', at: fine.proposedAt, text: '客户投诉多收 30 元' }], shares: ['final', 'checked', 'outweighed'].includes(fine.state) ? [{ ...fine.liable, parts: 1, sumFen: fine.sumFen, payee: fine.liable.kind === 'provider' ? 'provider' : 'hr', provider: fine.liable.kind === 'provider' ? 'P01' : '', providerName: fine.liable.kind === 'provider' ? '兴达制冷' : '' }] : [],
		sameAct: own.fines.filter((one) => one !== fine && one.act === fine.act), entries: fine.state === 'final' ? [{ at: fine.decidedAt, sumFen: -(fine.sumFen ?? 0), why: 'final', person: fine.liable.name, by: '王经理' }] : [], mayCheck: true, mayDecide: fine.checkedBy !== who(), unlistedFen: null,
	});
	const rows = (kind, raw) => {
		const problems = [];
		const known = ['labour', 'visit', 'part', 'commission', 'warranty', '人工', '上门费', '配件'];
		for (const row of raw) {
			if (kind === 'price' && !known.includes(row.what ?? '')) problems.push({ line: row.line, field: 'what', code: row.what ? 'unknown' : 'missing', value: row.what ?? '' });
			if (row.amount === undefined) problems.push({ line: row.line, field: 'amount', code: 'missing', value: '' });
			else if (!/^\d+(\.\d{1,2})?$/.test(row.amount)) problems.push({ line: row.line, field: 'amount', code: row.amount.startsWith('-') ? 'negative' : 'not_a_number', value: row.amount });
		}
		const read = raw.map((row) => ({ code: '', name: '', serviceType: '', productType: '', brand: '', model: '', unit: '', ...row, what: { 人工: 'labour', 上门费: 'visit', 配件: 'part' }[row.what] ?? row.what ?? 'labour', amount: Math.round(Number(row.amount ?? 0) * 100) }));
		return { ok: problems.length === 0, rows: problems.length ? [] : read, problems };
	};
	const saveList = (body) => {
		const answer = rows(body.kind, body.rows);
		if (!answer.ok) throw new Problem(422, 'fees.list.rows_invalid', '价格表有错误', `${answer.problems.length} 处`, '请改正后再保存。');
		return { ...body, branchName: '', rows: answer.rows, problems: [], rowCount: answer.rows.length, sample: body.sample ?? false, validTo: body.validTo ?? null };
	};
	const cardMatch = (row) => {
		const card = own.cards.find((one) => one.number === row.card);
		const verdict = !card ? 'unknown' : ['paid', 'refused'].includes(card.state) ? 'double' : card.state !== 'claimed' ? 'not_claimed' : row.result === 'paid' && row.sumFen !== card.claimFen ? 'differs' : 'ok';
		return { row: row.row, cardId: card?.id ?? null, cardNumber: card?.number ?? row.card ?? '', verdict, field: verdict === 'unknown' ? 'card' : '', code: verdict === 'unknown' ? 'unknown' : '', expectedFen: card?.claimFen ?? null, sumFen: row.sumFen };
	};
	const preview = (body) => {
		const found = body.rows.map(cardMatch);
		const count = (verdict) => found.filter((one) => one.verdict === verdict).length;
		return { rows: found, totals: { paid: body.rows.filter((row) => row.result === 'paid').length, refused: body.rows.filter((row) => row.result === 'refused').length, missing: own.cards.filter((card) => card.state === 'claimed').length - count('ok') - count('differs'), unknown: count('unknown'), double: count('double'), differs: count('differs') }, paidFen: body.rows.reduce((sum, row) => sum + row.sumFen, 0) };
	};
	const ledger = (key, name) => {
		const sums = (entries) => {
			const of = (kind) => entries.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.sumFen, 0);
			return { claimedFen: of('claimed'), subsidyFen: of('subsidy'), refusedFen: of('refused'), paidFen: of('paid'), openFen: of('claimed') + of('subsidy') + of('differs') - of('refused') - of('paid') };
		};
		const ids = [...new Set(own.ledgerEntries.map((one) => one[key]))];
		return { items: ids.map((id) => ({ [key]: id, ...name(id), ...sums(own.ledgerEntries.filter((one) => one[key] === id)) })), total: sums(own.ledgerEntries) };
	};
	const branchName = (id) => data.tasks.find((task) => task.branchId === id)?.branchName ?? id;
	const desk = () => [...new Set(own.works.map((one) => one.branchId))].map((branchId) => {
		const mine = own.works.filter((one) => one.branchId === branchId);
		const count = (verdict) => mine.filter((one) => one.verdict === verdict).length;
		const settled = own.settlements.filter((one) => one.branchId === branchId);
		const notices = own.notices.filter((one) => one.branchId === branchId && one.state === 'open');
		return {
			branchId, branchName: branchName(branchId), hr: { state: 'open', pendingFines: own.fines.filter((one) => one.branchId === branchId && ['proposed', 'checked'].includes(one.state)).length, pendingRewards: branchId === 'MX' ? 2 : 0, sumFen: own.hrMonths[0].sumFen },
			works: { payable: count('payable'), waits_release: count('waits_release'), waits_complaint: count('waits_complaint'), waits_assessment: count('waits_assessment'), not_settled: count('not_settled'), noRate: mine.filter((one) => one.rateFen === null).length },
			settlements: { draft: 0, checked: 0, approved: 0, paid: 0, ...Object.fromEntries(settled.map((one) => [one.state, 1])), totalFen: settled.reduce((sum, one) => sum + one.totalFen, 0) }, notices: { unconfirmed: notices.filter((one) => !one.confirmedOn).length, open: notices.length, overdue: notices.filter((one) => one.overdueDays > 0).length, openFen: notices.reduce((sum, one) => sum + one.sumFen, 0) },
			cards: { missing: 2, double: 1, notEntered: 2, notPosted: 1 }, blockers: blockers().filter((one) => one.branchId === branchId).length,
		};
	});
	const blockers = () => [
		...own.works.filter((one) => one.verdict.startsWith('waits')).map((one) => ({ what: one.verdict, id: one.id, number: one.orderNumber, branchId: one.branchId, payee: one.payee, payeeName: one.payeeName, sumFen: one.rateFen, at: one.completedAt, remedy: one.verdict })),
		...own.fines.filter((one) => ['proposed', 'checked'].includes(one.state)).map((one) => ({ what: `fine_${one.state}`, id: one.id, number: one.number, branchId: one.branchId, payee: one.liable.key, payeeName: one.liable.name, sumFen: one.sumFen, at: one.proposedAt, remedy: `fine_${one.state}` })),
		...own.notices.filter((one) => one.state === 'open').map((one) => ({ what: 'notice_unpaid', id: one.id, number: one.number, branchId: one.branchId, payee: one.provider, payeeName: one.providerName, sumFen: one.sumFen, at: one.issuedAt, remedy: 'notice_unpaid' })),
	];
	const total = (lines) => lines.reduce((sum, line) => sum + line.amountFen, 0);
	const settlementPaper = (one) => ({ settlement: one, lines: own.settlementLines, deposit: { balanceFen: own.deposits[0].balanceFen }, leftOut: own.works.filter((work) => work.verdict.startsWith('waits')).slice(0, 4) });
	const hrPaper = (person) => { const one = own.people.find((candidate) => candidate.person === person); const lines = own.hrLines.filter((line) => line.person === person); return { month: own.month, person, personName: one.personName, branchName: '勉县', lines, sumFen: lines.reduce((sum, line) => sum + line.sumFen, 0) }; };
	const settlementMoves = { recompute: (one) => ({ state: 'draft', blocked: [], draftedBy: who() }), check: () => ({ state: 'checked', checkedAt: Date.now(), checkedBy: who() }), approve: () => ({ state: 'approved', approvedAt: Date.now(), approvedBy: who() }), pay: (one, body) => ({ state: 'paid', paidAt: Date.now(), paidBy: who(), paidRef: body.reference }), drop: () => ({ state: 'dropped' }) };

	return [
		['GET', /^\/fees\/orders$/, (_, __, query) => page(own.orders.filter((one) => fits(one, query, ['moneyState']) && inBranch(one, query) && (!query.get('q') || one.orderNumber === query.get('q'))), query)],
		['GET', /^\/fees\/order$/, (_, __, query) => orderDetail(orderOf(query))],
		['GET', /^\/fees\/order\/proposal$/, (_, __, query) => { const order = orderOf(query); const lines = own.lines(order).map(({ what, code, name, quantity, unit, unitSize, amountFen }) => ({ what, code, name, quantity, unit, unitSize, amountFen })); return { lines, totalFen: total(lines) }; }],
		['POST', /^\/fees\/order\/warranty$/, (_, body) => { const order = orderOf(body); order.notes = [...(order.notes ?? []), { id: body.id, exclusion: body.exclusion ?? '', proof: body.proof ?? '', purchasedOn: body.purchasedOn ?? '', reason: body.reason, whoName: who(), at: Date.now() }]; if (body.exclusion) Object.assign(order, { verdict: 'out', verdictReason: body.exclusion, version: order.version + 1 }); return orderDetail(order); }],
		['POST', /^\/fees\/quotations$/, (_, body) => { for (const one of own.quotations) if (one.orderKey === body.key && one.state === 'offered' && !body.extra) one.state = 'superseded'; const one = { orderKey: body.key, id: body.id, number: `BJ-${own.quotations.length + 1}`, extra: body.extra, lines: body.lines, totalFen: total(body.lines), state: 'offered', madeAt: Date.now(), madeName: who(), answeredAt: null, answeredVia: '', answeredNote: '', version: 1 }; own.quotations.push(one); return one; }],
		['POST', /^\/fees\/quotations\/([^/]+)\/answer$/, ([id], body, _, request) => {
			const one = find(own.quotations, id);
			const before = body.agreed && !one.extra ? own.quotations.find((each) => each.orderKey === one.orderKey && each.state === 'agreed' && !each.extra) : undefined;
			if (before && before.id !== body.replaces) throw new Problem(409, 'fees.quotation.replaces', '客户已同意另一份报价', `${before.number} 将被 ${one.number} 代替。`, '请刷新工单，确认由新报价代替。');
			if (before) before.state = 'superseded';
			return stand(one, request, { state: body.agreed ? 'agreed' : 'refused', answeredAt: Date.now(), answeredVia: body.via, answeredNote: body.note ?? '' });
		}],
		['POST', /^\/fees\/receipts$/, (_, body) => {
			const order = orderOf(body);
			const agreed = own.quotations.filter((one) => one.orderKey === order.orderKey && one.state === 'agreed').reduce((sum, one) => sum + one.totalFen, 0);
			const charged = own.receipts.filter((one) => one.order.orderKey === order.orderKey).reduce((sum, one) => sum + one.totalFen, 0) + total(body.lines);
			if (charged > agreed) throw new Problem(409, 'fees.receipt.not_agreed', '超过客户同意的金额', `客户同意 ${agreed / 100} 元，收据共 ${charged / 100} 元。`, '请先追加报价，客户同意后再开收据。');
			const one = { ...own.receipts[0], id: body.id, number: `SJ-${own.receipts.length + 1}`, lines: body.lines, totalFen: total(body.lines), method: body.method, at: Date.now(), whoName: who(), reason: body.reason ?? '', order: { ...own.receipts[0].order, orderKey: order.orderKey, orderNumber: order.orderNumber } };
			own.receipts.push(one);
			Object.assign(order, { chargedFen: charged, moneyState: 'technician' });
			return one;
		}],
		['POST', /^\/fees\/receipts\/([^/]+)\/refund$/, ([id], body) => { const charge = find(own.receipts, id); const one = { ...charge, id: body.id, number: `TK-${own.receipts.length}`, what: 'refund', mirrors: id, totalFen: -charge.totalFen, reason: body.reason, at: Date.now() }; charge.mirroredBy = one.id; own.receipts.push(one); return one; }],
		['GET', /^\/fees\/receipts\/([^/]+)$/, ([id]) => find(own.receipts, id)],
		['GET', /^\/fees\/lists$/, listOf(() => own.lists, ['kind', 'state'])],
		['POST', /^\/fees\/lists\/check$/, (_, body) => rows(body.kind, body.rows)],
		['POST', /^\/fees\/lists$/, (_, body) => { const one = { ...saveList(body), number: `JG-2026-00${own.lists.length + 10}`, state: 'draft', createdAt: Date.now(), createdName: who(), publishedAt: null, publishedName: '', version: 1 }; own.lists.unshift(one); return one; }],
		['GET', /^\/fees\/lists\/([^/]+)$/, ([id]) => tagged(find(own.lists, id))],
		['PUT', /^\/fees\/lists\/([^/]+)$/, ([id], body, _, request) => { const one = find(own.lists, id); return stand(one, request, saveList({ ...body, kind: one.kind })); }],
		['POST', /^\/fees\/lists\/([^/]+)\/(publish|end|drop)$/, ([id, move], body, _, request) => stand(find(own.lists, id), request, move === 'publish' ? { state: 'published', publishedAt: Date.now(), publishedName: who() } : move === 'end' ? { validTo: body.on } : { state: 'dropped' })],
		['GET', /^\/fees\/prices\/today$/, (_, __, query) => ({ date: day(data.now), items: own.lists[own.lists.length - 5].rows.concat().filter((row) => ['labour', 'visit', 'part'].includes(row.what) && (!query.get('q') || row.name.includes(query.get('q'))) && (!query.get('productType') || !row.productType || row.productType === query.get('productType')) && (!query.get('serviceType') || !row.serviceType || row.serviceType === query.get('serviceType'))).map((row) => ({ what: row.what, name: row.name, serviceType: row.serviceType, productType: row.productType, brand: row.brand, model: row.model, unit: row.unit, amountFen: row.amount, sample: true, list: 'JG-2026-0001', validFrom: '2026-11-01' })) })],
		['GET', /^\/fees\/cash\/technicians$/, () => ({ items: own.technicians })],
		['POST', /^\/fees\/cash\/hand-ins$/, (_, body) => {
			const lines = body.orders.map((one) => { const order = own.orders.find((candidate) => candidate.orderKey === one.key); return { kind: one.kind, orderKey: one.key, orderNumber: order.orderNumber, expectedFen: order.chargedFen - order.handedFen, countedFen: one.countedFen }; });
			for (const line of lines) Object.assign(own.orders.find((order) => order.orderKey === line.orderKey), { handedFen: line.countedFen, moneyState: 'clerk' });
			const sum = (name) => lines.reduce((all, line) => all + line[name], 0);
			const technician = own.technicians.find((one) => one.technician.key === body.technician)?.technician ?? { key: body.technician, name: body.technician };
			own.technicians = own.technicians.filter((one) => one.technician.key !== body.technician || one.branchId !== body.branch);
			const one = { id: body.id, number: `JK-${own.counts.length + 1}`, stage: 'hand_in', branchId: body.branch, technician, day: body.day ?? day(Date.now()), expectedFen: sum('expectedFen'), countedFen: sum('countedFen'), differenceFen: sum('countedFen') - sum('expectedFen'), state: sum('countedFen') === sum('expectedFen') ? 'agreed' : 'difference', reason: '', passedBy: null, at: Date.now(), whoName: who(), version: 1, lines };
			own.counts.unshift(one);
			own.handIns.push(body);
			return one;
		}],
		['GET', /^\/fees\/cash\/waiting$/, (_, __, query) => ({ items: own.counts.filter((one) => one.stage === 'hand_in' && !one.passedBy && inBranch(one, query)).map((one) => ({ id: one.id, number: one.number, technician: one.technician, day: one.day, at: one.at })) })],
		['POST', /^\/fees\/cash\/hand-overs$/, (_, body) => { const taken = own.counts.filter((one) => body.handIns.includes(one.id)); const expectedFen = taken.reduce((sum, one) => sum + one.countedFen, 0); const one = { ...taken[0], id: body.id, number: `ZJ-${own.counts.length}`, stage: 'hand_over', expectedFen, countedFen: body.countedFen, differenceFen: body.countedFen - expectedFen, state: body.countedFen === expectedFen ? 'agreed' : 'difference', lines: [], passedBy: null, at: Date.now(), whoName: who(), version: 1 }; for (const each of taken) each.passedBy = one.number; own.counts.unshift(one); return one; }],
		['GET', /^\/fees\/cash\/counts$/, (_, __, query) => page(own.counts.filter((one) => fits(one, query, ['stage']) && inBranch(one, query) && (!query.get('technician') || one.technician.key === query.get('technician'))).map((one) => ({ ...one, lines: [] })), query)],
		['GET', /^\/fees\/cash\/counts\/([^/]+)$/, ([id]) => tagged(find(own.counts, id))],
		['POST', /^\/fees\/cash\/counts\/([^/]+)\/(explain|reverse)$/, ([id, move], body, _, request) => stand(find(own.counts, id), request, { state: move === 'explain' ? 'explained' : 'reversed', reason: body.reason })],
		['GET', /^\/fees\/cash\/day$/, (_, __, query) => own.days.find((one) => one.technician.key === query.get('technician') && one.day === query.get('day') && one.branchId === query.get('branch'))],
		['POST', /^\/fees\/cash\/day\/close$/, (_, body) => { const one = own.days.find((each) => each.technician.key === body.technician && each.day === body.day && each.branchId === body.branch); if (one.differenceFen && !body.reason) throw new Problem(422, 'fees.day.reason_required', '有差额，必须写明原因', '', '', [{ pointer: '/reason', code: 'missing', detail: '必须写明原因' }]); return Object.assign(one, { closedAt: Date.now(), closedName: who(), reason: body.reason ?? '' }); }],
		['GET', /^\/fees\/cash\/days$/, (_, __, query) => page(own.days.filter((one) => inBranch(one, query) && (!query.get('from') || one.day >= query.get('from')) && (!query.get('to') || one.day <= query.get('to'))), query)],
		['GET', /^\/fees\/cash\/entries$/, (_, __, query) => page(own.receipts.slice(0, 6).map((one, index) => ({ branchId: one.order.branchId, key: `e${index}`, number: `SKD-${8800 + index}`, entryKind: 'receipt', orderNumber: index === 1 ? 'AZ00000000' : one.order.orderNumber, receiptNumber: one.number, method: 'cash', amountFen: one.totalFen, at: one.at, problem: index === 1 ? 'unknown_order' : '' })).filter((one) => fits(one, query, ['problem'])), query)],
		['GET', /^\/fees\/cash\/accounts$/, () => ({ items: [['technician', 'S001', 24_500], ['technician', 'S002', -3_000], ['clerk', 'desk', 58_200], ['cashier', 'desk', 112_050], ['till', 'erp', 1_850_400], ['over_short', 'S003', 1_000], ['company', 'fees', -2_043_150]].map(([account, key, balanceFen]) => ({ branchId: 'MX', account, key, balanceFen })) })],
		['GET', /^\/fees\/cash\/account$/, () => ({ balanceFen: 24_500, items: own.entries.slice(0, 5), next: null })],
		['GET', /^\/fees\/exceptions$/, listOf(() => own.exceptions, ['state', 'what'])],
		['GET', /^\/fees\/exceptions\/([^/]+)$/, ([id]) => tagged(find(own.exceptions, id))],
		['POST', /^\/fees\/exceptions\/([^/]+)\/(explain|close|refund|confiscate)$/, ([id, move], body, _, request) => { const one = find(own.exceptions, id); one.steps.push({ state: move === 'close' ? 'closed' : 'explained', reason: body.reason, facts: {}, at: Date.now(), whoName: who() }); if (move === 'refund') own.compensations.push({ ...own.compensations[1], id: body.id, state: 'claimed', claimedName: who(), sumFen: one.differenceFen, version: 1 }); return stand(one, request, { state: move === 'close' ? 'closed' : 'explained', reason: body.reason, outcome: body.outcome ?? '' }); }],
		['GET', /^\/fees\/compensations$/, listOf(() => own.compensations, ['state'])],
		['POST', /^\/fees\/compensations$/, (_, body) => { const order = orderOf(body); const parts = body.liable.reduce((sum, one) => sum + one.parts, 0); const one = { ...own.compensations[0], ...body, number: `PF-${own.compensations.length + 1}`, branchId: order.branchId, orderKey: order.orderKey, orderNumber: order.orderNumber, liable: body.liable.map((each) => ({ ...each, shareFen: Math.floor(body.sumFen * each.parts / parts) })), state: 'claimed', claimedName: who(), claimedAt: Date.now(), version: 1 }; own.compensations.unshift(one); return one; }],
		['POST', /^\/fees\/compensations\/([^/]+)\/(decide|withdraw|pay)$/, ([id, move], body, _, request) => { const one = find(own.compensations, id); if (move === 'decide' && one.claimedName === who()) throw new Problem(403, 'fees.four_eyes', '申请人不能自己批准', one.number, '请另一位经理批准。'); return stand(one, request, move === 'decide' ? { state: body.approve ? 'approved' : 'refused', decidedName: who(), decidedWhy: body.reason } : move === 'pay' ? { state: 'paid', receiptNumber: 'SJ-PF-1', paidAt: Date.now(), paidName: who() } : { state: 'withdrawn' }); }],

		['GET', /^\/fees\/offences$/, () => ({ items: kOffences, differing: [{ a: kOffences[1], b: kOffences[6], chosen: 'A' }], confirmed: own.confirmed })],
		['POST', /^\/fees\/offences\/choice$/, (_, body) => { own.confirmed = { at: Date.now(), by: who(), from: body.from }; return { items: kOffences, differing: [], confirmed: own.confirmed }; }],
		['GET', /^\/fees\/fines$/, (_, __, query) => page(own.fines.filter((one) => (query.get('state') === 'open' || !query.get('state') ? ['proposed', 'checked'].includes(one.state) : one.state === query.get('state')) && fits(one, query, ['offence', 'month']) && inBranch(one, query) && (matches(one, query, ['number', 'orderNumber']) || one.liable.name.includes(query.get('search')))), query)],
		['GET', /^\/fees\/fines\/counts$/, () => ({ proposed: own.fines.filter((one) => one.state === 'proposed').length, checked: own.fines.filter((one) => one.state === 'checked').length, unconfirmedChoice: own.confirmed === null, dismissals: 1 })],
		['GET', /^\/fees\/fines\/([^/]+)$/, ([id]) => fineDetail(find(own.fines, id))],
		['GET', /^\/fees\/dismissals$/, listOf(() => own.fines.filter((one) => one.dismissalProposed))],
		['POST', /^\/fees\/fines$/, (_, body) => { const offence = kOffences.find((one) => one.code === body.offence); const order = own.orders.find((one) => one.orderKey === body.order?.key); const one = { ...own.fines[2], id: `fine-${own.fines.length}`, number: `CF-${own.fines.length + 1}`, ...body, kind: 'work_order', orderKey: order?.orderKey ?? '', orderNumber: order?.orderNumber ?? '', branchName: branchName(body.branchId), offenceZh: offence?.zh ?? '', offenceEn: offence?.en ?? '', sumFen: body.sumFen ?? offence?.fen ?? null, source: 'inspection', state: 'checked', checkedBy: who(), checkedAt: Date.now(), proposedBy: who(), proposedAt: Date.now(), version: 1 }; own.fines.unshift(one); return fineDetail(one); }],
		['POST', /^\/fees\/fines\/([^/]+)\/(check|decide|void)$/, ([id, move], body, _, request) => {
			const one = find(own.fines, id);
			if (move === 'decide' && one.checkedBy === who()) throw new Problem(403, 'fees.fine.four_eyes', '核对人不能决定', one.number, '请另一位有权的人处理。');
			stand(one, request, move === 'check' ? { state: 'checked', checkedBy: who(), checkedAt: Date.now(), sumFen: body.sumFen ?? one.sumFen } : move === 'void' ? { state: 'voided', decidedWhy: body.why } : { state: { final: 'final', waived: 'waived', returned: 'proposed' }[body.decision], decidedBy: who(), decidedAt: Date.now(), decidedWhy: body.why ?? '', month: own.month });
			return fineDetail(one);
		}],
		['GET', /^\/fees\/trace$/, (_, __, query) => { const fine = own.fines[0]; const step = (what, number, sumFen, params = {}, id = '') => ({ what, id, number, at: data.now - kDay, by: '何静', sumFen, params }); return { steps: [...(query.get('type') === 'hr' ? [step('hr_line', own.month, -10_000, { month: own.month })] : query.get('type') === 'settlement' ? [step('settlement_line', own.settlements[0].number, -10_000)] : []), step('fine', fine.number, 10_000, { repetition: 2 }, fine.id), step('rule', 'A-OVERCHARGE', 10_000, { offence: 'A-OVERCHARGE', table: 'A' }), step('evidence', '', null, { source: 'callback', said: '师傅收了 150 元' }), step('task', data.tasks[0].number, null, { level: 'dissatisfied' }, data.tasks[0].id)] }; }],
		['GET', /^\/fees\/notices$/, (_, __, query) => page(own.notices.filter((one) => fits(one, query, ['state', 'provider', 'month']) && inBranch(one, query) && (query.get('unconfirmed') !== 'true' || !one.confirmedOn) && (query.get('overdue') !== 'true' || one.overdueDays > 0) && matches(one, query, ['number', 'providerName', 'orderNumber'])), query)],
		['GET', /^\/fees\/notices\/months$/, (_, __, query) => page([{ provider: 'P01', providerName: '兴达制冷', branchId: 'MX', month: own.month, notices: own.notices.length, sumFen: own.notices.reduce((sum, one) => sum + one.sumFen, 0), openFen: own.notices.filter((one) => one.state === 'open').reduce((sum, one) => sum + one.sumFen, 0), payBy: own.notices[0].payBy, overdueDays: 2, dunning: 1 }].filter((one) => inBranch(one, query)), query)],
		['POST', /^\/fees\/notices\/payments$/, (_, body) => { const open = own.notices.filter((one) => one.state === 'open'); const sum = open.reduce((all, one) => all + one.sumFen, 0); if (body.sumFen !== sum) throw new Problem(409, 'fees.payment.differs', '金额与未付的不一致', `未付 ${sum / 100} 元。`, '请核对收到的金额。', [{ pointer: '/sumFen', code: 'differs', detail: `应为 ${sum / 100} 元` }]); for (const one of open) Object.assign(one, { state: 'paid', paidOn: body.paidOn, receipt: body.receipt }); return { id: 'pay-1', number: 'SK-1', notices: open }; }],
		['GET', /^\/fees\/notices\/dunning$/, (_, __, query) => page(own.notices.filter((one) => one.dunning).map((one) => ({ noticeId: one.id, number: one.number, provider: one.provider, providerName: one.providerName, level: 1, at: data.now - kDay, sumFen: one.sumFen, overdueDays: 2 })), query)],
		['GET', /^\/fees\/notices\/([^/]+)\/paper$/, ([id]) => { const notice = find(own.notices, id); const { $etag, ...fine } = fineDetail(find(own.fines, notice.fineId)); return { notice, fine, company: '汉中家电有限公司售后服务部', branchName: branchName(notice.branchId), slip: { number: notice.number, provider: notice.providerName, sumFen: notice.sumFen, confirmBy: notice.confirmBy, payBy: notice.payBy } }; }],
		['POST', /^\/fees\/notices\/([^/]+)\/confirm$/, ([id], body, _, request) => stand(find(own.notices, id), request, { confirmedOn: body.on, confirmedBy: body.by })],
		['GET', /^\/fees\/hr\/months$/, listOf(() => own.hrMonths)],
		['GET', /^\/fees\/hr\/([^/]+)\/([^/]+)$/, ([branch]) => { const one = own.hrMonths.find((each) => each.branchId === branch) ?? own.hrMonths[0]; return tagged({ ...one, people: own.people }); }],
		['GET', /^\/fees\/hr\/([^/]+)\/([^/]+)\/lines$/, (_, __, query) => page(own.hrLines.filter((one) => fits(one, query, ['person', 'kind'])), query)],
		['GET', /^\/fees\/hr\/([^/]+)\/([^/]+)\/paper$/, (_, __, query) => hrPaper(query.get('person'))],
		['POST', /^\/fees\/hr\/([^/]+)\/([^/]+)\/close$/, ([branch], _, __, request) => stand(own.hrMonths.find((each) => each.branchId === branch), request, { state: 'closed', closedAt: Date.now(), closedBy: who() })],
		['POST', /^\/fees\/hr\/([^/]+)\/([^/]+)\/commission$/, () => ({ orders: 42, sumFen: 336_000, without: 1 })],
		['GET', /^\/fees\/rewards\/table$/, () => ({ items: own.rewardTable })],
		['GET', /^\/fees\/rewards$/, listOf(() => own.rewards, ['state', 'month'])],
		['POST', /^\/fees\/rewards$/, (_, body) => { const kind = own.rewardTable.find((one) => one.code === body.code); const one = { ...own.rewards[0], id: `reward-${own.rewards.length}`, number: `JL-${own.rewards.length}`, ...body, zh: kind.zh, en: kind.en, fen: kind.fen, state: 'proposed', statement: '', version: 1 }; own.rewards.unshift(one); return one; }],
		['POST', /^\/fees\/rewards\/([^/]+)\/(statement|decide)$/, ([id, move], body, _, request) => stand(find(own.rewards, id), request, move === 'statement' ? { state: 'stated', statement: body.statement, statedBy: who() } : { state: body.decision, decidedBy: who(), why: body.why ?? '' })],

		['GET', /^\/fees\/works$/, listOf(() => own.works, ['verdict', 'state', 'month', 'payee'], ['orderNumber', 'technicianName'])],
		['GET', /^\/fees\/works\/([^/]+)\/gate$/, ([id]) => { const one = find(own.works, id); return { ...one, cases: one.openCase ? [{ caseId: 'case-1', number: one.openCase, state: 'open', openedAt: data.now - 3 * kDay, closedAt: null }] : [] }; }],
		['POST', /^\/fees\/releases$/, (_, body) => { for (const id of body.orders) Object.assign(find(own.works, id), { verdict: 'payable', released: { at: Date.now(), by: who(), reason: body.reason } }); own.released.push(body); return { released: body.orders.length, refused: [] }; }],
		['POST', /^\/fees\/settlements\/run$/, (_, body) => { const count = (verdict) => own.works.filter((one) => one.verdict === verdict && inBranch(one, new URLSearchParams({ branch: body.branchId }))).length; const one = { ...own.settlements[0], id: `settlement-${own.settlements.length}`, number: `JS-${own.settlements.length + 1}`, branchId: body.branchId, branchName: branchName(body.branchId), month: body.month, state: 'draft', draftedAt: Date.now(), draftedBy: who(), version: 1 }; own.settlements.unshift(one); return { settlements: [one], waiting: ['waits_release', 'waits_complaint', 'waits_assessment'].map((verdict) => ({ verdict, orders: count(verdict) })), noRate: 1 }; }],
		['GET', /^\/fees\/settlements$/, listOf(() => own.settlements, ['state', 'month', 'payee'])],
		['GET', /^\/fees\/settlements\/([^/]+)$/, ([id]) => tagged(find(own.settlements, id))],
		['GET', /^\/fees\/settlements\/([^/]+)\/lines$/, (_, __, query) => page(own.settlementLines, query)],
		['GET', /^\/fees\/settlements\/([^/]+)\/paper$/, ([id]) => settlementPaper(find(own.settlements, id))],
		['POST', /^\/fees\/settlements\/([^/]+)\/([a-z]+)$/, ([id, move], body, _, request) => { const one = find(own.settlements, id); if (move === 'approve' && one.checkedBy === who()) throw new Problem(403, 'fees.settlement.four_eyes', '核对人不能批准', one.number, '请另一位有权的人批准。'); return stand(one, request, settlementMoves[move](one, body)); }],
		['GET', /^\/fees\/deposits$/, listOf(() => own.deposits)],
		['GET', /^\/fees\/deposits\/([^/]+)\/([^/]+)$/, ([, payee]) => { const one = own.deposits.find((each) => each.payee === payee); return { balanceFen: one.balanceFen, targetFen: one.targetFen, entries: [{ id: 'd1', at: data.now - 40 * kDay, kind: 'paid_in', sumFen: one.balanceFen - 1_425, ref: '', by: '赵财务', reason: '签约时交' }, { id: 'd2', at: data.now - 5 * kDay, kind: 'held', sumFen: 1_425, ref: own.settlements[0].number, by: '何静', reason: '' }] }; }],
		['POST', /^\/fees\/deposits\/([^/]+)\/([^/]+)$/, ([, payee], body) => { const one = own.deposits.find((each) => each.payee === payee); one.balanceFen += body.kind === 'paid_in' ? body.sumFen : -body.sumFen; return { balanceFen: one.balanceFen, targetFen: one.targetFen, entries: [] }; }],
		['GET', /^\/fees\/cards$/, (_, __, query) => page(own.cards.filter((one) => fits(one, query, ['state', 'brand']) && inBranch(one, query) && (query.get('double') !== 'true' || one.double) && (query.get('unmatched') !== 'true' || !one.orderKey) && matches(one, query, ['number', 'orderNumber'])), query)],
		['POST', /^\/fees\/cards$/, (_, body) => { const other = own.cards.find((one) => one.number === body.number); const order = own.orders.find((one) => one.orderNumber === body.orderNumber); const one = { ...own.cards[0], id: `card-${own.cards.length}`, ...body, orderKey: order?.orderKey ?? '', orderNumber: order?.orderNumber ?? '', state: 'collected', double: other?.number ?? null, version: 1 }; own.cards.unshift(one); return one; }],
		['POST', /^\/fees\/cards\/batch$/, (_, body) => { const wrong = body.rows.map((row, index) => ({ row: index, code: row.number ? '' : 'missing' })).filter((one) => one.code); return { created: wrong.length ? 0 : body.rows.length, rows: wrong }; }],
		['GET', /^\/fees\/cards\/missing$/, (_, __, query) => page(own.orders.slice(20, 26).map((order) => ({ branchId: order.branchId, orderKey: order.orderKey, orderNumber: order.orderNumber, brand: order.brand, type: 'install_card', productType: order.productType, model: order.model, technicianName: order.technician.name, completedAt: order.completedAt, state: 'missing' })).filter((one) => inBranch(one, query)), query)],
		['POST', /^\/fees\/cards\/lost$/, () => ({ fineId: 'fine-1' })],
		['POST', /^\/fees\/cards\/([^/]+)\/(condition|enter|void)$/, ([id, move], body, _, request) => stand(find(own.cards, id), request, move === 'enter' ? { state: 'entered', enteredNumber: body.number, enteredOn: body.on } : move === 'void' ? { state: 'void' } : { condition: body.condition })],
		['GET', /^\/fees\/lots$/, listOf(() => own.lots, ['state', 'brand'])],
		['GET', /^\/fees\/lots\/([^/]+)$/, ([id]) => tagged({ ...find(own.lots, id), items: own.cards.slice(3, 8) })],
		['POST', /^\/fees\/lots$/, (_, body) => { const one = { ...own.lots[1], id: `lot-${own.lots.length}`, number: `PC-${own.lots.length + 1}`, brand: body.brand, deadlineOn: body.deadlineOn, cards: body.cards.length, state: 'open', version: 1 }; for (const id of body.cards) Object.assign(find(own.cards, id), { lotId: one.id, state: 'in_lot' }); own.lots.unshift(one); return one; }],
		['POST', /^\/fees\/lots\/([^/]+)\/(post|arrive|invoice)$/, ([id, move], body, _, request) => stand(find(own.lots, id), request, { post: { state: 'posted', postedOn: body.on, carrier: body.carrier, tracking: body.tracking }, arrive: { state: 'arrived', arrivedOn: body.on }, invoice: { state: 'invoiced', invoiceNumber: body.number, invoiceFen: body.sumFen } }[move])],
		['POST', /^\/fees\/statements\/preview$/, (_, body) => preview(body)],
		['POST', /^\/fees\/statements$/, (_, body) => { const seen = preview(body); if (seen.rows.some((one) => one.verdict !== 'ok' && (one.verdict !== 'differs' || !body.acceptDiffering))) throw new Problem(409, 'fees.statement.errors', '对账单有错误', '', '请先核对。'); own.imported.push(body); const one = { id: `statement-${own.statements.length}`, brand: body.brand, month: body.month, fileName: body.fileName, at: Date.now(), by: who(), rows: body.rows.length, paidFen: seen.paidFen, refused: seen.totals.refused, missing: seen.totals.missing, differs: seen.totals.differs }; own.statements.unshift(one); return one; }],
		['GET', /^\/fees\/statements$/, listOf(() => own.statements, ['brand'])],
		['GET', /^\/fees\/statements\/([^/]+)$/, ([id]) => ({ ...find(own.statements, id), items: own.cards.slice(3, 7).map((card, index) => ({ row: index + 2, cardId: card.id, cardNumber: card.number, verdict: 'ok', field: '', code: '', expectedFen: card.claimFen, sumFen: card.claimFen ?? 0 })), missingCards: own.cards.slice(11, 12) })],
		['GET', /^\/fees\/ledgers\/branch$/, () => ledger('branchId', (id) => ({ branchName: branchName(id) }))],
		['GET', /^\/fees\/ledgers\/brand$/, () => ledger('brand', () => ({}))],
		['GET', /^\/fees\/ledgers\/entries$/, listOf(() => own.ledgerEntries, ['brand'])],
		['GET', /^\/fees\/subsidies$/, listOf(() => own.cards.filter((card) => card.subsidyFen).map((card) => ({ cardId: card.id, cardNumber: card.number, brand: card.brand, branchId: card.branchId, orderNumber: card.orderNumber, programme: '冬季安装补贴', sumFen: card.subsidyFen, state: card.state })), ['brand'])],
		['GET', /^\/fees\/desk$/, (_, __, query) => ({ month: query.get('month'), branches: desk() })],
		['GET', /^\/fees\/desk\/blockers$/, (_, __, query) => page(blockers().filter((one) => fits(one, query, ['what']) && inBranch(one, query)), query)],
		['POST', /^\/fees\/desk\/release$/, (_, body) => { const waiting = own.works.filter((one) => one.branchId === body.branchId && one.verdict === 'waits_release'); for (const one of waiting.slice(0, 2)) Object.assign(one, { verdict: 'payable', released: { at: Date.now(), by: who(), reason: body.reason } }); own.released.push(body); return { released: Math.min(2, waiting.length), more: waiting.length > 2 }; }],
		['GET', /^\/fees\/desk\/papers$/, (_, __, query) => ({ settlements: own.settlements.filter((one) => inBranch(one, query)).map(({ id, number, payeeName }) => ({ id, number, payeeName })), people: own.people.slice(0, 2).map(({ person, personName }) => ({ person, personName })) })],
		['GET', /^\/fees\/desk\/workbook$/, (_, __, query) => ({ name: `月结-${query.get('month')}`, sheets: [
			{ key: 'summary', columns: [{ key: 'branch_name', type: 'text' }, { key: 'payable', type: 'integer' }, { key: 'total_fen', type: 'money' }], rows: desk().map((one) => [one.branchName, one.works.payable, one.settlements.totalFen]) },
			{ key: 'settlements', columns: [{ key: 'number', type: 'text' }, { key: 'payee_name', type: 'text' }, { key: 'state', type: 'text' }, { key: 'total_fen', type: 'money' }], rows: own.settlements.map((one) => [one.number, one.payeeName, one.state, one.totalFen]) },
			{ key: 'fines', columns: [{ key: 'number', type: 'text' }, { key: 'offence', type: 'text' }, { key: 'at', type: 'time' }, { key: 'sum_fen', type: 'money' }], rows: own.fines.map((one) => [one.number, one.offence, one.actAt, one.sumFen]) },
		] })],
		['GET', /^\/fees\/story$/, (_, __, query) => { const order = own.orders.find((one) => one.orderKey === query.get('key')); return { items: order?.chargedFen ? [{ at: order.completedAt, source: 'fees', what: 'fee.receipt', params: { fen: order.chargedFen, number: 'SJ-1' }, who: '何静', ref: null, basis: null }] : [] }; }],
	];
}
