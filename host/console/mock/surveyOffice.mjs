// Invented months, plans, contacts and outcomes in the shapes of plugins/survey/docs.

import { isoDay, kBranches, wilson } from './data.mjs';

const kDay = 86_400_000;
const monthOf = (now, back) => {
	const [year, month] = isoDay(now).split('-').map(Number);
	const index = year * 12 + month - 1 - back;
	return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
};
const kTarget = 0.95;

export function figure(key, name, answered, no, veryNo, more = {}) {
	const rate = wilson(answered - no - veryNo, answered);
	const average = Math.min(answered - no - veryNo, Math.floor(answered / 20));
	const yes = Math.floor((answered - no - veryNo - average) / 2);
	return { key, name, answered, veryYes: answered - no - veryNo - average - yes, yes, average, no, veryNo, invalid: answered ? 3 : 0, refused: 6, notReached: 11, rate, few: answered < 10, rank: null, belowTarget: answered >= 10 && rate.value < kTarget, ...more };
}
function ranked(rows) {
	[...rows].filter((row) => !row.few).sort((a, b) => b.rate.low - a.rate.low).forEach((row, index) => (row.rank = index + 1));
	return rows;
}
const kTechnicians = ['何师傅', '马师傅', '雷师傅', '唐师傅', '郭师傅', '冯师傅', '曹师傅'];
export const branchFigures = () => ranked(kBranches.map(([key, name], index) => (index === 4 ? figure(key, name, 0, 0, 0, { refused: 1, notReached: 2 }) : figure(key, name, [212, 96, 41, 305][index], [4, 5, 2, 9][index], [1, 2, 1, 3][index]))));
const others = { technician: kTechnicians.map((name, index) => [`T${index}`, name]), stage: ['on_site', 'logistics', 'carry_in', 'sales_counter'].map((key) => [key, '']), product: ['ac', 'tv', 'water_heater'].map((key) => [key, '']), brand: [['格力', '格力'], ['美的', '美的'], ['海尔', '海尔'], ['', '']] };
export const total = (rows) => {
	const sum = (field) => rows.reduce((all, row) => all + row[field], 0);
	return { ...figure('', '', sum('answered'), sum('no'), sum('veryNo'), { refused: sum('refused'), notReached: sum('notReached') }), few: false };
};
export function figures(query, data) {
	const by = query.get('by') || 'branch';
	const all = by === 'branch' ? branchFigures() : ranked((others[by] ?? [['x', '2']]).map(([key, name], index) => figure(key, name, [150, 96, 3, 210, 44, 61, 5][index], [2, 5, 0, 9, 1, 1, 0][index], [1, 0, 0, 2, 0, 1, 0][index])));
	const sort = (query.get('sort') || 'name').replace(/^-/, '');
	const value = (row) => ({ rank: row.rank ?? 999, rate: row.rate.value ?? -1, n: row.answered, no: row.no + row.veryNo, name: row.name || row.key })[sort];
	const items = all.filter((row) => (row.name + row.key).includes(query.get('search') ?? '')).sort((a, b) => (value(a) < value(b) ? -1 : 1) * (query.get('sort')?.startsWith('-') ? -1 : 1));
	const limit = Number(query.get('limit') || 50);
	const indicator = query.get('indicator') || 'satisfaction';
	const month = data.office.months.find((one) => one.month === query.get('month'));
	return { month: query.get('month'), by, indicator, basis: 'answered', frozen: month?.state === 'signed', target: indicator === 'satisfaction' ? kTarget : null, items: items.slice(0, limit), next: null, total: total(all), count: items.length };
}
export function trend(query) {
	const until = query.get('until');
	const months = Array.from({ length: 12 }, (_, index) => monthOf(Date.parse(`${until}-15T00:00:00Z`), 11 - index));
	const line = (seed, gap) => months.map((_, index) => ({ ...(gap === index ? wilson(0, 0) : wilson(Math.round((90 + ((index * 5 + seed * 7) % 10)) * 1.2), 120)), frozen: index < 10 }));
	return { indicator: query.get('indicator'), by: query.get('by'), basis: 'answered', months, series: kBranches.slice(0, 4).map(([key, name], index) => ({ key, name, points: line(index + 1, index === 2 ? 4 : -1) })), total: line(0, -1) };
}
export function pareto(month) {
	const causes = [['punctual', 14], ['cleaned', 9], ['attitude', 6], ['test_run', 4], ['charge_receipt', 2], ['explained', 1]];
	let so = 0;
	return { month, dissatisfied: 26, levels: { dissatisfied: 20, veryDissatisfied: 6, average: 33 }, violations: [{ offence: 'A-CUSTOMER-THINGS', n: 3, share: 0.75, cumulative: 0.75 }, { offence: 'A-DRINKING', n: 1, share: 0.25, cumulative: 1 }], items: causes.map(([cause, n]) => ({ cause, n, asked: 26, share: n / 36, cumulative: (so += n) / 36 })) };
}

export function makeOffice(now, tasks) {
	const rows = branchFigures();
	const month = (back, state, more = {}) => ({ month: monthOf(now, back), state, proposed: back > 0 && state === 'open', basis: 'answered', satisfaction: total(rows), live: total(rows).rate, amendments: state === 'signed' ? 2 : 0, plans: state === 'signed' ? 2 : 0, computedAt: state === 'open' ? null : now - back * 25 * kDay, computedBy: state === 'open' ? null : '何静', signedAt: state === 'signed' ? now - back * 25 * kDay + kDay / 4 : null, signedBy: state === 'signed' ? '李经理' : null, remark: '', version: 1, ...more });
	const plan = (index, more) => ({ id: `plan-${index}`, number: `GS-${kBranches[index][1]}-${monthOf(now, 2).replace('-', '')}`, month: monthOf(now, 2), branchId: kBranches[index][0], branchName: kBranches[index][1], state: 'open', step: 'plan', cycle: 1, target: kTarget, rate: rows[index].rate, dueOn: isoDay(now + 3 * kDay), overdue: false, overdueItems: 0, closedMonth: null, createdAt: now - 20 * kDay, version: 1, causes: [], measures: [], steps: [{ cycle: 1, from: null, to: 'plan', at: now - 20 * kDay, who: '李经理', note: '' }], results: [], ...more });
	const contact = (index, kind, party, dueOn, more = {}) => ({ id: `contact-${index}`, planId: `cp-${index}`, kind, branchId: kBranches[index % 5][0], party, department: '', person: '何静', period: monthOf(now, 0), dueOn, overdue: dueOn < isoDay(now), remindOn: isoDay(Date.parse(dueOn) - 3 * kDay), state: 'due', result: '', level: null, doneAt: null, doneBy: null, version: 1, ...more });
	const contactPlan = (index, kind, every, party, department = '') => ({ id: `cp-${index}`, kind, every, branchId: kBranches[index % 5][0], party, partyKey: '', department, person: '何静', active: true, from: '2026-01-01', note: '', version: 1 });
	return {
		months: [month(0, 'open'), month(1, 'computed'), ...[2, 3, 4].map((back) => month(back, 'signed'))],
		plans: [
			plan(1, { step: 'do', overdue: true, overdueItems: 1, dueOn: isoDay(now - 2 * kDay), causes: [{ cycle: 1, item: 1, text: '周末派工集中，师傅赶不上约定时间' }], measures: [{ cycle: 1, item: 1, text: '周末增加两名外援，派工前先确认时间', person: '马志远', dueOn: isoDay(now - 2 * kDay), doneOn: null, result: '', overdue: true }] }),
			plan(2, {}),
			plan(0, { number: `GS-${kBranches[0][1]}-${monthOf(now, 3).replace('-', '')}`, id: 'plan-9', month: monthOf(now, 3), state: 'closed', step: 'act', closedMonth: monthOf(now, 2), results: [{ month: monthOf(now, 2), rate: rows[0].rate, reached: true }] }),
		],
		amendments: [
			{ at: now - 9 * kDay, taskId: tasks[6].id, taskNumber: tasks[6].number, branchId: 'MX', branchName: '勉县', indicator: 'satisfaction', before: wilson(206, 212), after: wilson(207, 212), reason: '客户来电说明记错了', who: '何静' },
			{ at: now - 7 * kDay, taskId: tasks[7].id, taskNumber: tasks[7].number, branchId: 'CG', branchName: '城固', indicator: 'punctual', before: wilson(80, 96), after: wilson(80, 97), reason: 'late', who: '何静' },
		],
		assessments: tasks.slice(20, 52).map((task, index) => ({ taskId: task.id, taskNumber: task.number, orderNumber: task.orderNumber, branchId: task.branchId, branchName: task.branchName, technicianName: task.technicianName, answeredOn: isoDay(now - index * 3_600_000), level: ['dissatisfied', 'satisfied', 'average', 'very_satisfied'][index % 4], kind: index % 2 ? 'bonus' : 'examine', state: index % 2 ? 'none' : index % 8 ? 'open' : 'examined', finding: index % 8 ? '' : '师傅迟到，客户临时改过时间', measure: '', examinedBy: index % 8 ? null : '马志远', examinedAt: index % 8 ? null : now - kDay, bonusFen: index % 2 ? 500 : 0, version: 0 })),
		contacts: [contact(0, 'provider_visit', '诚信制冷服务部', isoDay(now - kDay)), contact(1, 'key_dealer', '宏达电器商行', isoDay(now + 2 * kDay)), contact(2, 'staff', '全体员工', isoDay(now + 6 * kDay), { department: '物流部' }), contact(3, 'forum', '经销商座谈会', isoDay(now + 20 * kDay)), contact(4, 'shop_guide', '格力导购', isoDay(now - 5 * kDay), { state: 'done', result: '希望安装预约能提前一天通知', level: 'satisfied', doneAt: now - 5 * kDay, doneBy: '何静' })],
		contactPlans: [contactPlan(0, 'provider_visit', 'month', '诚信制冷服务部'), contactPlan(1, 'key_dealer', 'half_month', '宏达电器商行'), contactPlan(2, 'staff', 'month', '全体员工', '物流部')],
		roster: new Map(),
		messages: ['dispatched', 'not_finished', 'finished', 'finished'].map((occasion, index) => ({ id: `sms-${index}`, occasion, taskId: index > 1 ? tasks[index].id : null, orderNumber: tasks[index].orderNumber, branchId: tasks[index].branchId, sentAt: now - index * 5_000_000, state: ['sent', 'queued', 'sent', 'failed'][index], reply: index === 2 ? 'B' : null, replyAt: index === 2 ? now - 8_000_000 : null, remark: index === 2 ? '师傅很负责' : null })),
		fines: [['A-NO-ONSITE-CALLBACK', 5000, 'technician'], ['A-CUSTOMER-PHONE', 5000, 'technician'], ['A-UNSAFE', 5000, 'provider'], ['A-LOG-DAMAGE', null, 'provider']].map(([offence, sumFen, kind], index) => ({ id: `fine-${index}`, taskId: tasks[index + 30].id, orderNumber: tasks[index + 30].orderNumber, branchId: tasks[index + 30].branchId, offence, sumFen, liable: { kind, key: `T${index}`, name: kTechnicians[index] }, reason: ['完工后 24 小时没有现场回访', '来电号码是客户电话', '客户说没有系安全带', '冰箱外壳划伤'][index], noticeDueOn: index === 2 ? isoDay(now + kDay) : null, state: 'proposed', proposedAt: now - index * kDay, withdrawnAt: null, withdrawnReason: null })),
		passedOn: tasks.slice(60, 64).map((task, index) => ({ taskId: task.id, number: task.number, orderNumber: task.orderNumber, branchId: task.branchId, branchName: task.branchName, performedBy: index % 2 ? 'partner' : 'manufacturer', brand: task.brand, model: task.model, level: 'dissatisfied', words: '厂家师傅没有讲解使用方法', answeredAt: now - index * kDay })),
	};
}
