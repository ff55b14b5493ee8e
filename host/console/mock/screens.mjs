// The screen that the SDK's template brings in its manifest, and the routes behind it.

import { readFileSync } from 'node:fs';
import { isoDay } from './data.mjs';

const kTemplate = new URL('../../../sdk/template/plugin.json', import.meta.url);
const kDay = 86_400_000;

function manifest() {
	const names = { '@ID@': 'reminders', '@NAME_ZH@': '"到期提醒"', '@NAME_EN@': '"Reminders"' };
	return JSON.parse(readFileSync(kTemplate, 'utf8').replace(/@[A-Z_]+@/g, (name) => names[name]));
}

export function screenRoutes(data, { Problem, page }, branches) {
	const { id, screens } = manifest();
	const what = ['灭火器年检', '压力容器登记证到期', '登高作业证复审', '合同续签：兴达制冷', '备件仓消防检查', '安全带检验'];
	data.reminders = Array.from({ length: 24 }, (_, index) => ({
		id: index + 1, branchId: branches[index % branches.length][0], what: what[index % what.length],
		dueOn: isoDay(data.now + (index - 4) * 2 * kDay), state: index % 7 === 6 ? 'done' : index < 4 ? 'late' : index < 6 ? 'near' : 'waiting',
	}));
	return [
		['GET', /^\/screens$/, () => ({ items: screens.map((screen) => ({ ...screen, plugin: id })), next: null, total: screens.length })],
		['GET', /^\/reminders\/reminders$/, (_, __, query) => page(data.reminders.filter((one) => !query.get('state') || one.state === query.get('state')), query)],
		['POST', /^\/reminders\/reminders$/, (_, body) => {
			if (body.dueOn < isoDay(data.now)) throw new Problem(422, 'reminders.date.past', '日期已经过去', `${body.dueOn} 早于今天。`, '请选择今天或以后的日期。', [{ pointer: '/dueOn', code: 'reminders.date.past', detail: '日期已经过去' }]);
			const one = { id: data.reminders.length + 1, state: 'waiting', ...body };
			data.reminders.unshift(one);
			return { id: one.id };
		}],
		['POST', /^\/reminders\/reminders\/([^/]+)\/done$/, ([number]) => Object.assign(data.reminders.find((one) => one.id === Number(number)), { state: 'done' })],
	];
}
