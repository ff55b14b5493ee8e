// Invented complaints, contact sheets and clocks in the shapes of plugins/complaints/docs. Deterministic.

const kHour = 3_600_000;
const kDay = 24 * kHour;

const kWords = ['空调装完第二天就漏水，打电话三天没人来', '师傅多收了 120 元支架费，没有收据', '冰箱送错颜色，要求换货', '导购说送安装，上门又要收费', '维修两次都没修好，要求退机', '师傅迟到三个小时，态度很差', '热水器安装位置不对，瓷砖被打裂', '电视屏幕有亮点，要求换机'];
const kSteps = ['received', 'facts', 'cause', 'solution', 'carried_out', 'prevention'];
const kCauseCodes = [['install_quality', '安装质量差', 'Poor installation', 'A-REPEAT-VISITS'], ['late_visit', '上门不及时', 'Late visit', 'A-MISSED-APPOINTMENT'], ['overcharge', '乱收费', 'Overcharging', 'A-OVERCHARGE'], ['attitude', '服务态度', 'Attitude', ''], ['product_fault', '产品质量', 'Product fault', ''], ['promise', '承诺未兑现', 'Broken promise', '']];

export const kCauses = kCauseCodes.map(([code, zh, en, offence]) => ({ code, zh, en, offence }));
export const kOffences = [
	{ code: 'A-NO-APPOINTMENT-CALL', fen: 500, againFen: null }, { code: 'A-MISSED-APPOINTMENT', fen: 1000, againFen: null }, { code: 'A-REPEAT-VISITS', fen: 2000, againFen: null },
	{ code: 'A-OVERCHARGE', fen: 10000, againFen: 20000 }, { code: 'A-UNSAFE', fen: 5000, againFen: null }, { code: 'A-DEPARTMENT', fen: null, againFen: null },
];

function caseOf(index, task, now) {
	const step = kSteps[index % 6];
	const receivedAt = now - (index % 9) * 7 * kHour - 2 * kHour;
	const dueAt = receivedAt + (20 + (index % 5) * 9) * kHour;
	const kind = ['after_sales', 'after_sales', 'logistics', 'store'][index % 4];
	const waiting = step === 'prevention';
	const owned = index % 6 !== 4;
	return {
		id: `case-${index}`, number: `TS-${task.branchName}-20261121-${String(index + 1).padStart(4, '0')}`, source: ['callback', 'phone', 'counter', 'online', 'department', 'warning'][index % 6], sourceDetail: index % 6 === 4 ? '销售部' : '',
		kind: index % 7 === 6 ? 'case' : task.kind, branchId: task.branchId, branchName: task.branchName, orderKey: index % 7 === 6 ? `case-${index}` : task.orderKey, orderNumber: index % 7 === 6 ? '' : task.orderNumber,
		productType: task.productType, brand: task.brand, model: task.model, store: '', provider: 'FW01', providerName: '兴达制冷', technician: 'S00' + (index % 5), technicianName: task.technicianName,
		customerName: task.customerName, phone: `${task.phone.slice(0, 3)}****${task.phone.slice(-4)}`, address: `${task.branchName}县****`, masked: true,
		complaintKind: kind, subKind: kind === 'after_sales' ? ['quality', 'workmanship', 'overcharge', 'service'][index % 4 === 1 ? 1 : (index >> 1) % 4] : '', words: kWords[index % kWords.length],
		class: index % 11 === 3 ? 3 : index % 4 === 1 ? 2 : 1, classReason: index % 11 === 3 ? 'media' : index % 4 === 1 ? 'repeated' : 'first', department: kind, warningLevel: dueAt < now ? 3 : index % 3 === 0 ? 1 : 0,
		dueAt, overdue: dueAt < now && !waiting, state: 'open', step, nextStep: waiting ? 'satisfied' : kSteps[kSteps.indexOf(step) + 1], waiting, round: index % 8 === 7 ? 2 : 1, rework: index % 2, cause: kSteps.indexOf(step) >= 2 ? kCauseCodes[index % 6][0] : '',
		owner: owned ? { id: index % 2 ? 'u1' : 'u2', name: index % 2 ? '管理员' : '何静' } : null, handler: owned && index % 3 === 0 ? { id: 'u3', name: '马志远' } : null, mine: owned && index % 2 === 1,
		taskId: index % 6 === 0 ? task.id : '', taskNumber: index % 6 === 0 ? task.number : '', vip: index % 9 === 2, earlier: index % 5 === 1 ? 2 : 0, repeats: index % 4 === 1 ? 1 : 0,
		receivedAt, handledAt: waiting ? now - kHour : null, closedAt: null, version: 1,
	};
}

const history = (one) => kSteps.slice(0, kSteps.indexOf(one.step) + 1).map((step, index) => ({
	sequence: index + 1, round: 1, step, at: one.receivedAt + index * kHour, by: index ? '何静' : '管理员', via: step === 'cause' ? 'link' : 'console', what: step === 'received' ? one.words : '已向师傅和客户核实，情况属实。',
}));

function detailOf(one, now) {
	const overcharge = one.subKind === 'overcharge';
	const possible = { quality: ['dispatch_requested'], workmanship: ['return_to_technician', 'reassign'], overcharge: ['refund', 'confiscation', 'grave'], service: ['clerk_apology', 'person_apology'], '': [] }[one.subKind];
	return {
		...one, history: history(one), deeds: overcharge ? [{ sequence: 9, round: 1, deed: 'refund', at: now - 3 * kHour, by: '何静', wanted: '', person: '', personName: '', amountFen: 12000, what: '现金退还，客户签字。' }] : [],
		deedsMissing: overcharge ? ['confiscation'] : possible.slice(0, 1), deedsPossible: possible,
		linked: one.repeats ? [{ id: 'case-0', number: 'TS-勉县-20261121-0001', basis: 'phone', state: 'open', step: 'received', class: 1, receivedAt: now - 3 * kDay }] : [],
		fines: overcharge || one.id === 'case-1' ? [{ id: `fine-${one.id}`, caseId: one.id, caseNumber: one.number, branchId: one.branchId, offence: overcharge ? 'A-OVERCHARGE' : 'A-REPEAT-VISITS', sumFen: overcharge ? 10000 : 2000, liable: { kind: 'technician', key: 'S001', name: one.technicianName }, reason: '客户反映属实', evidence: [{ source: 'callback', ref: 'r', at: now - kDay, text: one.words }, { source: 'complaint', ref: one.id, at: one.receivedAt, text: '投诉核实' }], state: 'proposed', proposedAt: now - 2 * kHour, withdrawnAt: null, withdrawnWhy: '' }] : [],
		handOvers: one.id === 'case-1' ? [{ id: 'hand-1', caseId: one.id, caseNumber: one.number, from: '何静', to: { userId: 'u1', name: '管理员', role: '' }, reason: '本周休假，请接手跟进。', state: 'offered', offeredAt: now - kHour, settledAt: null, settledBy: '', forMe: true }] : [],
		actions: [], looks: one.id === 'case-0' ? [{ at: now - 2 * kHour, userName: '何静', reason: '需要回电核实地址' }] : [], findings: [], documents: one.id === 'case-3' ? ['write_up'] : [], attachments: [], reworkLimit: 2, customer: one.vip ? { id: 'c1', vip: true, contact: 'u2', contactName: '何静', careDays: 30, nextCareOn: '2026-12-05', note: '工程客户', version: 1 } : null,
	};
}

function sheetOf(index, one, now) {
	const state = ['draft', 'sent', 'answered', 'sent', 'accepted', 'returned', 'archived', 'withdrawn'][index % 8];
	const answered = ['answered', 'accepted', 'archived'].includes(state);
	const sentAt = state === 'draft' ? null : one.receivedAt + kHour;
	const dueAt = sentAt && sentAt + (30 + index * 4) * kHour;
	return {
		id: `sheet-${index}`, number: `LLD-${one.branchName}-20261121-${String(index + 1).padStart(4, '0')}`, caseId: one.id, caseNumber: one.number, kind: one.kind, branchId: one.branchId, branchName: one.branchName, orderKey: one.orderKey, orderNumber: one.orderNumber,
		department: one.complaintKind, problem: one.words, state, round: state === 'returned' ? 2 : 1, createdAt: one.receivedAt, createdByName: '何静', signedAt: sentAt, signedByName: sentAt ? '王经理' : null, sentAt, dueAt, dueProvisional: false, overdue: Boolean(dueAt && dueAt < now && !answered && state !== 'withdrawn'),
		answeredAt: answered ? now - kHour : null, answeredByName: answered ? '马志远' : null, via: answered ? ['link', 'erp', 'paper'][index % 3] : null, late: index % 6 === 4, result: answered ? '已上门重新安装，试机正常，客户认可。' : null, measure: answered ? '班前会讲解，班长抽查三单。' : null,
		withdrawnReason: state === 'withdrawn' ? '回访更正' : null, hasLink: index % 2 === 1, version: 1,
	};
}
const sheetDetail = (sheet) => ({
	...sheet, answers: sheet.result ? [{ id: 'a1', round: 1, at: sheet.answeredAt, enteredAt: sheet.answeredAt, byName: sheet.answeredByName, via: sheet.via, result: sheet.result, measure: sheet.measure, facts: null, cause: null, solution: null, carriedOut: null, stands: true, late: sheet.late, files: [] }] : [],
	history: [{ at: sheet.createdAt, what: 'created', byName: '何静', note: '' }, ...(sheet.sentAt ? [{ at: sheet.sentAt, what: 'sent', byName: '王经理', note: '' }] : [])],
	clock: null, link: sheet.hasLink ? { expiresAt: Date.now() + 5 * kDay, issuedAt: Date.now() - kDay } : null,
});

const kClockNames = ['first_answer', 'sheet', 'contact', 'finish', 'appointment', 'delivery', 'dispatch'];
function clockOf(index, one, now) {
	const clock = kClockNames[index % 7];
	const ofCase = index % 7 < 2;
	const used = [12, 47, 63, 88, 100, 30, 100][index % 7];
	const state = index % 5 === 3 ? 'paused' : 'running';
	const length = (2 + index % 6) * 12 * kHour;
	const startedAt = now - (length * Math.min(used, 130)) / 100;
	return {
		id: `clock-${index}`, clock, subject: clock === 'sheet' ? 'sheet' : ofCase ? 'case' : 'order', caseId: ofCase ? one.id : null, caseNumber: ofCase ? one.number : null, sheetId: null, kind: one.kind === 'case' ? 'work_order' : one.kind, branchId: one.branchId, branchName: one.branchName, orderKey: one.orderKey, orderNumber: one.orderNumber || 'AZ26111999',
		personKey: 'S001', personName: one.technicianName, startedAt, dueAt: index % 13 === 12 ? null : used >= 100 ? now - kHour * (index + 1) : startedAt + length, dueProvisional: false, usedPercent: used, state, pausedBy: state === 'paused' ? ['waiting_for_parts', 'customer_not_reachable', 'erp_away'][index % 3] : null, pausedSince: state === 'paused' ? now - kHour : null,
		level: used >= 100 ? 3 : used >= 80 ? 2 : used >= 50 ? 1 : 0, nextWarningAt: null, doneAt: null, late: used >= 100, basis: index % 2 ? 'typed' : 'event', proposal: used >= 100 ? (index % 2 ? 'waiting' : 'proposed') : 'none', version: 1,
	};
}

/** Everything that the plugin's part of the mock holds. */
export function makeComplaints(tasks, now) {
	const cases = tasks.slice(0, 46).map((task, index) => caseOf(index, task, now));
	const details = new Map(cases.map((one) => [one.id, detailOf(one, now)]));
	const clocks = cases.slice(0, 30).map((one, index) => clockOf(index, one, now));
	const sheets = cases.slice(0, 16).map((one, index) => sheetDetail(sheetOf(index, one, now)));
	const actions = kCauses.slice(0, 4).map((cause, index) => ({ id: `action-${index}`, branchId: index ? 'MX' : '*', cause: cause.code, caseId: '', type: index % 2 ? 'preventive' : 'corrective', what: ['支架固定工序加一次班长复核', '派工后 30 分钟内必须联系客户，超时自动提醒', '收费标准贴在工具包上，收据随单交回', '客服话术培训'][index], person: ['马志远', '何静', '李会计', '何静'][index], dueOn: ['2026-11-15', '2026-11-28', '2026-12-10', '2026-12-01'][index], overdue: index === 0, state: ['open', 'open', 'done', 'checked'][index], doneOn: index > 1 ? '2026-11-18' : null, effect: index === 3 ? '同类投诉减少一半' : '', version: 1 }));
	const overdue = tasks.slice(50, 64).map((task, index) => ({
		kind: task.kind, branchId: task.branchId, branchName: task.branchName, orderKey: task.orderKey, orderNumber: task.orderNumber, since: now - (26 + index * index * 2) * kHour, hours: 26 + index * index * 2,
		remedies: [...(index > 3 ? [{ id: `remedy-${index}`, remedy: 'compensation', state: index % 3 ? 'proposed' : 'approved', sumFen: 5000, kind: task.kind, branchId: task.branchId, orderKey: task.orderKey, orderNumber: task.orderNumber, proposedAt: now - kDay, hours: 26 + index * index * 2, decidedAt: index % 3 ? null : now, decidedByName: index % 3 ? null : '王经理', reason: null, version: 1 }] : []), ...(index > 11 ? [{ id: `exchange-${index}`, remedy: 'exchange', state: 'proposed', sumFen: null, kind: task.kind, branchId: task.branchId, orderKey: task.orderKey, orderNumber: task.orderNumber, proposedAt: now - kDay, hours: 300, decidedAt: null, decidedByName: null, reason: null, version: 1 }] : [])],
	}));
	const notices = [['class_3', 'case-3'], ['case_routed', 'case-1'], ['reopened', 'case-7'], ['never_again_assigned', 'case-2'], ['unowned', 'case-4']].map(([what, caseId], index) => ({ id: `notice-${index}`, what, params: { number: details.get(caseId).number }, caseId, branchId: 'MX', at: now - index * kHour, read: index > 2 }));
	return { now, cases, details, clocks, sheets, actions, overdue, notices, documents: new Map(), tokens: new Map([['0123456789abcdef0123456789abcdef', 'sheet-1'], ['00000000000000000000000000000002', 'sheet-2'], ['00000000000000000000000000000007', 'sheet-7']]), looks: [], opened: [], customers: [{ id: 'c1', name: '刘桂芳', phone: '139****4567', branchId: 'MX', vip: true, contact: 'u2', contactName: '何静', careDays: 30, nextCareOn: '2026-11-20', due: true, note: '工程客户', cases: 3, version: 1 }, { id: 'c2', name: '陈明', phone: '139****8899', branchId: 'HZ', vip: false, contact: '', contactName: '', careDays: 0, nextCareOn: null, due: false, note: '', cases: 2, version: 1 }] };
}

export const kPareto = [['install_quality', 18], ['late_visit', 11], ['overcharge', 6], ['', 4], ['attitude', 3], ['product_fault', 2], ['promise', 1]];
export { kDay, kHour };
