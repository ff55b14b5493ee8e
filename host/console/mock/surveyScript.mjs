// Invented questionnaires in the shapes of plugins/survey/docs/answers.md.

const text = (zh, en) => ({ zh, en });
const question = (id, zh, en, more = {}) => ({
	id, kind: 'yes_no', text: text(zh, en), help: null, required: true, good: 'yes', options: [], minimum: null, maximum: null, phrases: false, showIf: null,
	invalid: [], indicator: null, onTime: null, clock: null, activation: false, violations: [], findings: [], ...more,
});
const reason = (id, zh, en) => ({ id, text: text(zh, en), if: null });

export const kInstall = {
	id: 'install', title: text('空调安装回访', 'Air conditioner installed'), group: 'end',
	applies: { stages: ['on_site'], serviceTypes: ['install', 'repair'], productTypes: [], channels: ['phone', 'on_site'], smartTv: null }, validFrom: '2026-01-01', validTo: null,
	questions: [
		question('punctual', '师傅按约定时间到达了吗？', 'Did the technician come at the agreed time?', { indicator: 'punctual', clock: 'appointment' }),
		question('attitude', '师傅的服务态度怎么样？', 'How was the technician\'s attitude?', { kind: 'yes_no_average', phrases: true, indicator: 'attitude', invalid: [reason('not_home', '客户不在家', 'Customer was not at home')] }),
		question('test_run', '装好后试机了吗？', 'Was a test run made?', { indicator: 'test_run', invalid: [reason('no_power', '家里没电', 'No power at the home')] }),
		question('test_possible', '当时能试机吗？', 'Was a test run possible?', { help: text('试机答“否”时必须追问', 'To be asked when there was no test run'), showIf: { question: 'test_run', is: 'no' } }),
		question('belt', '师傅在高处作业时系安全带了吗？', 'Did he wear a safety belt at height?', { indicator: 'belt', required: false, violations: [{ offence: 'A-UNSAFE', if: { question: 'belt', is: 'no' } }] }),
		question('charged', '另外收费了吗？', 'Was anything charged?', { good: 'no' }),
		question('paid', '一共付了多少钱？', 'How much was paid?', { kind: 'amount', minimum: 0, maximum: 1_000_000, showIf: { question: 'charged', is: 'yes' } }),
		question('cleaned', '现场收拾干净了吗？', 'Was the place cleaned up?', { indicator: 'cleaned' }),
		question('remark', '还有什么建议？', 'Anything else?', { kind: 'text', required: false }),
	],
};
const kDelivery = { ...kInstall, id: 'delivery', title: text('配送回访', 'Delivery'), applies: { ...kInstall.applies, stages: ['logistics'] }, questions: kInstall.questions.filter((one) => ['punctual', 'attitude', 'remark'].includes(one.id)) };

const kStaff = {
	id: 'staff_monthly', title: text('员工月度征询', 'Staff, monthly'), group: 'staff', applies: { stages: [], serviceTypes: [], productTypes: [], channels: [], smartTv: null }, validFrom: '2026-01-01', validTo: null,
	questions: [
		question('cooperation', '该部门配合得怎么样？', 'How does the department work with you?', { kind: 'yes_no_average', phrases: true, indicator: 'cooperation' }),
		question('in_time', '该部门答复及时吗？', 'Does it answer in time?', { indicator: 'in_time' }),
		question('wishes', '有什么意见和建议？', 'What should it do better?', { kind: 'text', required: false }),
	],
};

export function makeScripts(now) {
	const version = (id, number, inForce) => ({ id, version: number, state: 'published', shipped: number === 1, validFrom: number === 1 ? '2026-01-01' : '2026-10-01', validTo: null, author: { id: 'u1', name: '管理员' }, publishedAt: now - (5 - number) * 20 * 86_400_000, basedOn: number > 1 ? number - 1 : null, inForce });
	const all = { install: { content: kInstall, versions: [version('install', 2, true), version('install', 1, false)], draft: null }, delivery: { content: kDelivery, versions: [version('delivery', 1, true)], draft: null }, staff_monthly: { content: kStaff, versions: [version('staff_monthly', 1, true)], draft: null } };
	const mistakesOf = (content) => content.questions.flatMap((one, index) => (one.text.zh ? [] : [{ pointer: `/questions/${index}/text/zh`, code: 'survey.questionnaire.text', message: text('问题没有中文', 'The question has no Chinese text') }]));
	const phrases = { yes: /挺好|满意|很好|不错/, average: /还行|可以/, no: /不好|差|不满意/ };
	const classOf = (words) => ['no', 'yes', 'average'].find((name) => phrases[name].test(words)) ?? null;
	const applicable = (stage) => (stage === 'on_site' ? kInstall : stage === 'logistics' ? kDelivery : null);
	const withVersion = (content) => content && { ...content, version: all[content.id].versions[0].version };
	const setDraft = (id, content, basedOn) => {
		all[id] ??= { content, versions: [], draft: null };
		const revision = (all[id].draft?.revision ?? 0) + 1;
		all[id].draft = { id, revision, basedOn, content, author: { id: 'u1', name: '管理员' }, changedAt: Date.now(), problems: mistakesOf(content) };
		return all[id].draft;
	};
	return { all, mistakesOf, classOf, applicable, withVersion, setDraft, version };
}
