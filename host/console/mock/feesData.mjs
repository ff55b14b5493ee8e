// Invented data in the shapes of the fees plugin's API (plugins/fees/docs). Deterministic.

const kHour = 3_600_000;
const kDay = 24 * kHour;
const two = (value) => String(value).padStart(2, '0');
const day = (ms) => new Date(ms + 8 * kHour).toISOString().slice(0, 10);

export const kOffences = [
	['A-NO-APPOINTMENT-CALL', 'A', '派工后 30 分钟内未联系客户', 'Not phoned within 30 min', 500, null, 'fixed', 'B-NO-APPOINTMENT-CALL', true],
	['A-DRINKING', 'A', '工作前或工作中饮酒', 'Drinking at or before work', 10000, null, 'fixed', 'B-DRINKING', true],
	['A-UNSAFE', 'A', '带电作业或高空未系安全带', 'Unsafe work', 5000, null, 'fixed', 'B-UNSAFE', true],
	['A-OVERCHARGE', 'A', '多收费或私收费用', 'Overcharging', 10000, 20000, 'fixed', 'B-OVERCHARGE', true],
	['A-DAMAGE-ESCALATED', 'A', '损坏财物未致歉赔偿，投诉升级', 'Damage, complaint escalated', 5000, null, 'damage', 'B-DAMAGE-ESCALATED', true],
	['A-DEPARTMENT', 'A', '部门推诿、拖延、处理不公', 'Department shirks', null, null, 'decided', null, true],
	['B-DRINKING', 'B', '饮酒', 'Drinking', 5000, null, 'fixed', 'A-DRINKING', false],
	['B-SMOKING', 'B', '禁烟区吸烟', 'Smoking', 1000, null, 'fixed', null, true],
	['B-CARD-BAD', 'B', '安装卡填写不合格', 'Card badly filled in', 1000, null, 'fixed', null, true],
	['B-CARD-LOST', 'B', '安装卡遗失', 'Card lost', null, null, 'rate', null, true],
].map(([code, table, zh, en, fen, againFen, basis, same, counts]) => ({ code, table, zh, en, fen, againFen, basis, same, counts, dismissalFrom: code.endsWith('OVERCHARGE') ? 2 : null }));

/** Orders, cash, fines, settlements: what the pages show in tests and pictures. */
export function makeFees(tasks, now) {
	const month = day(now - 25 * kDay).slice(0, 7);
	const works = tasks.filter((task) => task.kind === 'work_order').slice(0, 40);
	const states = ['till', 'technician', 'clerk', 'cashier', 'free', 'due', 'differs', 'till'];
	const person = (task) => ({ key: `S0${two(1 + (task.id.charCodeAt(8) % 9))}`, name: task.technicianName });
	const orders = works.map((task, index) => {
		const moneyState = states[index % states.length];
		const computedFen = moneyState === 'free' ? 0 : 12_000 + (index % 7) * 3_550;
		const charged = ['free', 'due'].includes(moneyState) ? 0 : computedFen + (moneyState === 'differs' ? 3_000 : 0);
		return {
			kind: 'work_order', branchId: task.branchId, orderKey: task.orderKey, orderNumber: task.orderNumber, status: '已完工', serviceType: task.serviceType ?? 'repair', productType: task.productType, brand: task.brand, model: task.model,
			technician: person(task), provider: { key: index % 3 === 0 ? 'P01' : '', name: index % 3 === 0 ? '兴达制冷' : '' }, outsourced: index % 3 === 0, completedAt: task.completedAt, completedOn: day(task.completedAt),
			verdict: moneyState === 'free' ? 'in' : 'out', verdictReason: moneyState === 'free' ? 'covered' : 'expired', coveredUntil: moneyState === 'free' ? day(now + 90 * kDay) : day(now - 200 * kDay), erpWarranty: index === 6 ? 'in' : '',
			computedFen, chargedFen: charged, handedFen: ['clerk', 'cashier', 'till'].includes(moneyState) ? charged : moneyState === 'differs' ? charged : 0, passedFen: ['cashier', 'till'].includes(moneyState) ? charged : 0, cashedFen: moneyState === 'till' ? charged : 0,
			namedFen: index % 4 === 0 ? charged : moneyState === 'differs' ? charged : null, refundedFen: 0, moneyState, exception: moneyState === 'differs' ? 'over_list' : index === 10 ? 'parts_differ' : '', settlementState: '', touchedAt: now - index * kHour, version: 3,
		};
	});
	const named = (index) => orders[index % orders.length];
	const of = (order) => ({ kind: order.kind, branchId: order.branchId, orderKey: order.orderKey, orderNumber: order.orderNumber });
	const lines = (order) => (order.computedFen === 0
		? [{ line: 1, what: 'labour', code: 'F12', name: '室内机漏水处理', quantity: 1, unit: '次', unitSize: 1, priceFen: 12_000, amountFen: 0, basis: 'warranty', list: null }]
		: [
			{ line: 1, what: 'visit', code: '', name: '上门费', quantity: 1, unit: '次', unitSize: 1, priceFen: 3_000, amountFen: 3_000, basis: 'list', list: { id: 'list-1', number: 'JG-2026-0003', line: 2 } },
			{ line: 2, what: 'labour', code: 'F12', name: '加氟（R410A）', quantity: 1, unit: '次', unitSize: 1, priceFen: 6_000, amountFen: 6_000, basis: 'list', list: { id: 'list-1', number: 'JG-2026-0003', line: 14 } },
			{ line: 3, what: 'part', code: 'CU-0635', name: '铜管 6.35', quantity: 2_500, unit: '米', unitSize: 1_000, priceFen: (order.computedFen - 9_000) * 2 / 5, amountFen: order.computedFen - 9_000, basis: 'cost', list: null },
		]);
	const quote = (order) => lines(order).map(({ what, code, name, quantity, unit, unitSize, amountFen }) => ({ what, code, name, quantity, unit, unitSize, amountFen }));
	const receipts = orders.filter((order) => order.chargedFen > 0).map((order, index) => ({
		id: `receipt-${index}`, number: `SJ-勉县-${day(order.completedAt).replaceAll('-', '')}-${String(index + 1).padStart(4, '0')}`, what: 'charge', mirrors: null, mirroredBy: null, totalFen: order.chargedFen, method: 'cash', technician: order.technician.key,
		businessDate: day(order.completedAt), at: order.completedAt, whoName: '何静', reason: '', lines: quote(order), order: { ...of(order), branchName: tasks.find((task) => task.orderKey === order.orderKey).branchName, customerName: '张建国' },
	}));
	const quotations = orders.filter((order) => order.chargedFen > 0).map((order, index) => ({ orderKey: order.orderKey, id: `quote-${index}`, number: `BJ-勉县-${String(index + 1).padStart(4, '0')}`, extra: false, lines: quote(order), totalFen: order.computedFen, state: 'agreed', madeAt: order.completedAt - 3 * kHour, madeName: '何静', answeredAt: order.completedAt - 2 * kHour, answeredVia: 'signature', answeredNote: '', version: 2 }));
	const entries = orders.filter((order) => order.chargedFen > 0).map((order, index) => ({ id: `entry-${index}`, position: index + 1, what: index % 3 ? 'receipt' : 'hand_in', day: day(order.completedAt), at: order.completedAt, whoName: '何静', reason: '', ref: '', reverses: null, reversedBy: null, orderNumber: order.orderNumber, orderKey: order.orderKey, lines: [{ account: 'customer', key: `work_order|${order.orderNumber}`, deltaFen: -order.chargedFen }, { account: 'technician', key: order.technician.key, deltaFen: order.chargedFen }] }));
	const exceptions = orders.filter((order) => order.exception).map((order, index) => ({
		id: `exception-${index}`, what: order.exception, ...of(order), technician: order.technician, differenceFen: order.exception === 'over_list' ? 3_000 : 0,
		facts: order.exception === 'parts_differ' ? { parts: [{ code: 'CU-0635', name: '铜管 6.35', used: 2_500, charged: 2_000, unit: '米', unitSize: 1_000 }, { code: 'PCB-11', name: '电路板', used: 1, charged: 1, unit: '块', unitSize: 1 }] } : { listFen: order.computedFen, chargedFen: order.chargedFen, handedFen: order.handedFen, passedFen: order.passedFen, cashedFen: order.cashedFen, namedFen: order.namedFen },
		state: index === 2 ? 'explained' : 'open', reason: index === 2 ? '客户多要了一米铜管' : '', outcome: '', openedAt: now - index * 5 * kHour, changedAt: now - index * 5 * kHour, changedName: '', reopened: 0, version: 1,
		steps: [{ state: 'open', reason: '', facts: {}, at: now - index * 5 * kHour, whoName: '' }],
	}));
	const compensations = [
		{ id: 'comp-0', number: 'PF-勉县-20261120-0001', what: 'damage', ...of(named(0)), caseId: 'case-1', exceptionId: '', sumFen: 20_000, liable: [{ kind: 'person', key: 'S003', name: '雷师傅', parts: 3, shareFen: 15_000 }, { kind: 'company', key: 'company', name: '公司', parts: 1, shareFen: 5_000 }], reason: '移机时划伤木地板', state: 'claimed', claimedAt: now - kDay, claimedName: '马志远', decidedAt: null, decidedName: '', decidedWhy: '', paidAt: null, paidName: '', receiptNumber: '', version: 1 },
		{ id: 'comp-1', number: 'PF-城固-20261118-0002', what: 'overcharge', ...of(named(6)), caseId: '', exceptionId: 'exception-0', sumFen: 3_000, liable: [{ kind: 'person', key: 'S002', name: '马师傅', parts: 1, shareFen: 3_000 }], reason: '多收 30 元退还客户', state: 'approved', claimedAt: now - 3 * kDay, claimedName: '何静', decidedAt: now - 2 * kDay, decidedName: '王经理', decidedWhy: '属实', paidAt: null, paidName: '', receiptNumber: '', version: 2 },
	];
	const listRows = [['visit', '', '上门费', '', '', '', '', '次', 3_000], ['labour', 'F12', '加氟（R410A）', 'repair', 'ac', '', '', '次', 6_000], ['labour', 'F20', '移机', 'install', 'ac', '', '', '台', 28_000], ['part', 'CU-0635', '铜管 6.35', '', 'ac', '', '', '米', 4_500], ['part', 'PCB-11', '电路板', '', '', '格力', 'KFR-35GW', '块', 26_000]]
		.map(([what, code, name, serviceType, productType, brand, model, unit, amount], index) => ({ line: index + 2, what, code, name, serviceType, productType, brand, model, unit, amount }));
	const list = (index, kind, change) => ({ id: `list-${index}`, number: `${{ price: 'JG', commission: 'TC', warranty: 'BX' }[kind]}-2026-000${index}`, kind, branchId: '*', branchName: '', name: '2026 年冬季价格', sample: true, validFrom: '2026-11-01', validTo: null, state: 'published', rowCount: 5, createdAt: now - 30 * kDay, createdName: '何静', publishedAt: now - 28 * kDay, publishedName: '王经理', version: 2, rows: listRows, problems: [], ...change });
	const lists = [
		list(1, 'price', {}), list(2, 'price', { name: '2026 年夏季价格', validFrom: '2026-05-01', validTo: '2026-11-01' }), list(4, 'price', { name: '2027 年价格', state: 'draft', validFrom: '2027-01-01', publishedAt: null, publishedName: '', version: 1 }),
		list(5, 'commission', { name: '师傅提成', rows: [{ line: 2, what: 'commission', code: '', name: '', serviceType: 'install', productType: 'ac', brand: '', model: '', unit: '', amount: 8_000 }] }),
		list(6, 'warranty', { name: '厂家保修政策', rows: [{ line: 2, what: 'warranty', code: '', name: '整机', serviceType: '', productType: 'ac', brand: '格力', model: '', unit: '', amount: 72 }] }),
	];

	const fine = (index, change) => {
		const order = named(index);
		const offence = kOffences[[3, 0, 2, 1, 4][index % 5]];
		return {
			id: `fine-${index}`, number: `CF-${['勉县', '城固', '西乡'][index % 3]}-20261118-000${index + 1}`, source: ['complaints', 'survey', 'inspection'][index % 3], proposal: `p-${index}`, branchId: order.branchId, branchName: tasks.find((task) => task.orderKey === order.orderKey).branchName, ...of(order),
			caseId: index === 0 ? 'case-1' : '', caseNumber: index === 0 ? 'TS-勉县-20261118-0001' : '', offence: offence.code, offenceZh: offence.zh, offenceEn: offence.en, act: `order|work_order|${order.branchId}|${order.orderKey}`, liable: { kind: index % 4 === 3 ? 'provider' : 'technician', key: order.technician.key, name: index % 4 === 3 ? '兴达制冷' : order.technician.name },
			reason: index === 0 ? '加氟按价格表 60 元，多收 30 元，客户回访时说付了 90 元。' : '现场检查发现', proposedFen: offence.fen, sumFen: offence.fen, repetition: index === 0 ? 2 : 1, dismissalProposed: index === 0, class: index === 0 ? 2 : 0, noticeDueOn: null, state: 'proposed', actAt: now - (4 + index) * kDay, proposedAt: now - (3 + index) * kDay, proposedBy: '程序', checkedAt: null, checkedBy: null, decidedAt: null, decidedBy: null, decidedWhy: '', outweighedBy: null, month: null, version: 1, ...change,
		};
	};
	const done = (index) => ({ state: 'final', checkedAt: now - 2 * kDay, checkedBy: '何静', decidedAt: now - kDay, decidedBy: '王经理', month, version: 3 });
	const fines = [fine(0, {}), fine(1, {}), fine(2, { state: 'checked', checkedAt: now - kDay, checkedBy: '何静', version: 2 }), fine(3, done(3)), fine(4, done(4)), fine(5, { ...done(5), state: 'outweighed', outweighedBy: 'CF-勉县-20261118-0001' }), fine(6, done(6)), fine(7, { state: 'withdrawn' })];
	const notices = [3, 7, 6].map((index, place) => ({
		id: `notice-${place}`, number: `KK-勉县-20261119-000${place + 1}`, fineId: fines[index].id, fineNumber: fines[index].number, branchId: fines[index].branchId, provider: 'P01', providerName: '兴达制冷', person: fines[index].liable.name, offence: fines[index].offence, offenceZh: fines[index].offenceZh, offenceEn: fines[index].offenceEn, orderNumber: fines[index].orderNumber,
		reason: fines[index].reason, sumFen: fines[index].sumFen ?? 5_000, issuedAt: now - 20 * kDay, confirmBy: day(now - 20 * kDay), confirmedOn: place === 0 ? null : day(now - 20 * kDay), confirmedBy: place === 0 ? '' : '张兴达', confirmLate: false, month, payBy: day(now - 2 * kDay), state: place === 2 ? 'paid' : 'open', paidOn: place === 2 ? day(now - 4 * kDay) : null, receipt: place === 2 ? 'SK-0012' : '', overdueDays: place === 2 ? 0 : 2, dunning: place === 2 ? 0 : 1, version: 1,
	}));
	const people = works.slice(0, 6).map((task, index) => ({ person: `S0${two(index + 1)}`, personName: task.technicianName, fineFen: index ? -5_000 * (index % 3) : -10_000, rewardFen: index === 1 ? 5_000 : 0, bonusFen: 2_000 * (index % 2), chargeFen: index === 2 ? -3_000 : 0, commissionFen: 64_000 + index * 8_000, lines: 4 }))
		.map((one) => ({ ...one, sumFen: one.fineFen + one.rewardFen + one.bonusFen + one.chargeFen + one.commissionFen }));
	const hrLines = people.flatMap((one, index) => [
		['fine', one.fineFen, 'A-OVERCHARGE', fines[3].number], ['reward', one.rewardFen, 'HELPED_COLLEAGUES', 'JL-0001'], ['bonus', one.bonusFen, '满意回访', ''], ['charge', one.chargeFen, 'tool_lost', 'GJ-0007'], ['commission', one.commissionFen, '安装 空调', ''],
	].filter(([, fen]) => fen !== 0).map(([kind, sumFen, text, number], place) => ({ id: `hr-${index}-${place}`, branchId: 'MX', month, person: one.person, personName: one.personName, kind, ref: `fine-3`, number, orderNumber: named(index * 3 + place).orderNumber, text, sumFen, at: now - (20 - index) * kDay, origin: null })));
	const hrMonths = [['MX', '勉县'], ['CG', '城固'], ['XX', '西乡']].map(([branchId, branchName]) => ({ branchId, branchName, month, state: 'open', lines: hrLines.length, persons: people.length, sumFen: people.reduce((sum, one) => sum + one.sumFen, 0), closedAt: null, closedBy: null, version: 1 }));
	const rewardTable = [['PRESS_CITY', '市级报刊表扬', 'Praised in the city\'s press', 3_000, false], ['HARM_AVERTED', '避免客户损失', 'Averted harm to a customer', 3_000, false], ['HELPED_COLLEAGUES', '帮助同事解决技术问题', 'Helped colleagues', 5_000, true]].map(([code, zh, en, fen, monthly]) => ({ code, zh, en, fen, monthly }));
	const rewards = rewardTable.map((kind, index) => ({ id: `reward-${index}`, number: `JL-勉县-000${index + 1}`, branchId: 'MX', branchName: '勉县', code: kind.code, zh: kind.zh, en: kind.en, person: people[index].person, personName: people[index].personName, fen: kind.fen, month, reason: '客户送来锦旗', state: ['proposed', 'stated', 'approved'][index], statement: index ? '情况属实，建议奖励。' : '', statedBy: index ? '马志远' : null, statedAt: index ? now - kDay : null, decidedBy: index === 2 ? '赵人资' : null, decidedAt: index === 2 ? now : null, why: '', proposedBy: '何静', proposedAt: now - 3 * kDay, version: 1 }));

	const verdicts = ['payable', 'waits_release', 'waits_complaint', 'waits_assessment', 'payable', 'not_settled', 'waits_release', 'payable'];
	const outsourced = works.slice(0, 32).map((task, index) => ({
		id: `work-${index}`, branchId: task.branchId, kind: 'work_order', orderKey: task.orderKey, orderNumber: task.orderNumber, payee: index % 2 ? 'P02' : 'P01', payeeName: index % 2 ? '恒通安装队' : '兴达制冷', technician: person(task).key, technicianName: task.technicianName, productType: task.productType, serviceType: task.serviceType ?? 'install', warranty: 'in', completedAt: task.completedAt, month,
		rateFen: index === 9 ? null : 8_000 + (index % 3) * 2_000, state: verdicts[index % 8] === 'not_settled' ? 'not_settled' : 'waiting', verdict: verdicts[index % 8], level: verdicts[index % 8] === 'payable' ? 'satisfied' : verdicts[index % 8] === 'waits_complaint' ? 'dissatisfied' : null, openCases: verdicts[index % 8] === 'waits_complaint' ? 1 : 0, openCase: verdicts[index % 8] === 'waits_complaint' ? 'TS-勉县-20261118-0001' : null, pendingFines: 0, released: null, settlementId: null,
	}));
	const settlements = ['draft', 'checked', 'approved', 'paid'].map((state, index) => ({
		id: `settlement-${index}`, number: `JS-${['勉县', '城固', '西乡', '勉县'][index]}-${month.replace('-', '')}-000${index + 1}`, branchId: ['MX', 'CG', 'XX', 'MX'][index], branchName: ['勉县', '城固', '西乡', '勉县'][index], payee: index % 2 ? 'P02' : 'P01', payeeName: index % 2 ? '恒通安装队' : '兴达制冷', month, state, orders: 3, ordersFen: 28_500, offsetFen: -10_000, depositFen: -1_425, totalFen: 17_075, carriedFen: 0, grade: index ? 'A' : 'B', factor: index ? 1_000 : 950,
		satisfaction: { content: 27, answered: 30 }, draftedAt: now - 5 * kDay, draftedBy: '何静', checkedAt: index ? now - 4 * kDay : null, checkedBy: index ? '马志远' : null, approvedAt: index > 1 ? now - 3 * kDay : null, approvedBy: index > 1 ? '王经理' : null, paidAt: index > 2 ? now - 2 * kDay : null, paidBy: index > 2 ? '赵财务' : null, paidRef: index > 2 ? 'FK-2026-118' : '', waiting: 4, version: 1, blocked: index === 1 ? [{ id: 'work-2', orderNumber: works[2].orderNumber, verdict: 'waits_complaint' }] : [],
	}));
	const settlementLines = [['order', works[0].orderNumber, '安装 空调', 10_000, 950, 9_500, 'v2026-11-01'], ['order', works[4].orderNumber, '维修 热水器', 10_000, 950, 9_500, 'v2026-11-01'], ['order', works[7].orderNumber, '安装 空调', 10_000, 950, 9_500, 'v2026-11-01'], ['fine', works[3].orderNumber, 'A-OVERCHARGE', -10_000, 1_000, -10_000, ''], ['deposit_hold', '', '5%', -1_425, 1_000, -1_425, '']]
		.map(([type, orderNumber, text, baseFen, factor, sumFen, rate], index) => ({ id: `line-${index}`, sequence: index + 1, type, ref: '', orderNumber, text, baseFen, factor, sumFen, rate }));
	const deposits = [['P01', '兴达制冷', 184_000], ['P02', '恒通安装队', 300_000]].map(([payee, payeeName, balanceFen]) => ({ branchId: 'MX', payee, payeeName, balanceFen, targetFen: 300_000 }));
	const cards = works.slice(0, 14).map((task, index) => ({
		id: `card-${index}`, number: `GL2611${String(30_001 + index * 37)}`, type: index % 4 === 3 ? 'repair_slip' : 'install_card', brand: index % 3 === 2 ? '美的' : '格力', branchId: task.branchId, branchName: task.branchName, orderKind: 'work_order', orderKey: index === 5 ? '' : task.orderKey, orderNumber: index === 5 ? '' : task.orderNumber, productType: task.productType, model: task.model, serial: `SN${index}2345678`, condition: index === 6 ? 'bad' : 'ok',
		state: ['collected', 'entered', 'entered', 'claimed', 'paid', 'collected', 'collected', 'refused'][index % 8], double: index === 8 ? 'GL261130001' : null, claimFen: index === 5 ? null : 6_000, subsidyFen: index % 3 === 0 ? 2_000 : 0, paidFen: index % 8 === 4 ? 6_000 : 0, refusedWhy: index % 8 === 7 ? '照片不清' : '', enteredNumber: index % 8 === 0 ? '' : `XS-${9000 + index}`, enteredOn: index % 8 === 0 ? null : day(now - 6 * kDay), lotId: index % 8 > 2 ? 'lot-0' : null, collectedAt: now - 8 * kDay, collectedBy: '何静', version: 1,
	}));
	const lots = ['posted', 'open', 'paid'].map((state, index) => ({ id: `lot-${index}`, number: `PC-格力-00${index + 1}`, brand: '格力', state, cards: 5, claimFen: 30_000, deadlineOn: day(now + (index - 1) * 3 * kDay), overdue: index === 0, postedOn: index === 1 ? null : day(now - 7 * kDay), carrier: index === 1 ? '' : '顺丰', tracking: index === 1 ? '' : 'SF1402233445', arrivedOn: index === 2 ? day(now - 5 * kDay) : null, invoiceNumber: index === 2 ? '0098871' : '', invoiceOn: null, invoiceFen: index === 2 ? 30_000 : null, paidFen: index === 2 ? 24_000 : 0, version: 1 }));
	const statements = [{ id: 'statement-0', brand: '格力', month, fileName: '格力10月结算.xlsx', at: now - 4 * kDay, by: '赵财务', rows: 5, paidFen: 24_000, refused: 1, missing: 1, differs: 0 }];
	const ledgerEntries = cards.filter((card) => card.claimFen).flatMap((card) => [{ kind: 'claimed', sumFen: card.claimFen }, ...(card.subsidyFen ? [{ kind: 'subsidy', sumFen: card.subsidyFen }] : []), ...(card.paidFen ? [{ kind: 'paid', sumFen: card.paidFen }] : []), ...(card.state === 'refused' ? [{ kind: 'refused', sumFen: card.claimFen }] : [])]
		.map((one, index) => ({ id: `${card.id}-${index}`, at: now - 6 * kDay, month, branchId: card.branchId, brand: card.brand, cardId: card.id, cardNumber: card.number, orderNumber: card.orderNumber, by: '何静', ...one })));
	const technicians = [...new Map(orders.filter((order) => order.moneyState === 'technician').map((order) => [order.branchId + order.technician.key, order])).values()]
		.map((order) => ({ branchId: order.branchId, technician: order.technician, orders: orders.filter((one) => one.moneyState === 'technician' && one.technician.key === order.technician.key && one.branchId === order.branchId).map((one) => ({ kind: one.kind, orderKey: one.orderKey, orderNumber: one.orderNumber, receipts: 1 })) }));
	const counts = orders.filter((order) => ['cashier', 'till'].includes(order.moneyState)).slice(0, 8).map((order, index) => ({ id: `count-${index}`, number: `JK-勉县-20261120-000${index + 1}`, stage: index % 2 ? 'hand_over' : 'hand_in', branchId: order.branchId, technician: order.technician, day: order.completedOn, expectedFen: order.chargedFen, countedFen: order.chargedFen + (index === 2 ? -1_000 : 0), differenceFen: index === 2 ? -1_000 : 0, state: index === 2 ? 'difference' : 'agreed', reason: '', passedBy: index % 2 === 0 && index !== 2 ? 'ZJ-0001' : null, at: order.completedAt, whoName: '何静', version: 1, lines: index % 2 ? [] : [{ kind: order.kind, orderKey: order.orderKey, orderNumber: order.orderNumber, expectedFen: order.chargedFen, countedFen: order.chargedFen + (index === 2 ? -1_000 : 0) }] }));
	const days = orders.filter((order) => order.chargedFen).slice(0, 10).map((order, index) => ({ branchId: order.branchId, technician: order.technician, day: order.completedOn, expectedFen: index === 3 ? null : order.chargedFen, handedFen: index === 3 ? null : order.chargedFen - (index === 1 ? 2_000 : 0), differenceFen: index === 3 ? null : index === 1 ? -2_000 : 0, blind: index === 3, reason: '', closedAt: index > 4 ? now - kDay : null, closedName: index > 4 ? '何静' : '' }));
	return { month, orders, lines, receipts, quotations, entries, exceptions, compensations, lists, fines, notices, people, hrLines, hrMonths, rewardTable, rewards, works: outsourced, settlements, settlementLines, deposits, cards, lots, statements, ledgerEntries, technicians, counts, days, confirmed: null, handIns: [], imported: [], released: [], sent: [] };
}
