import type { ConsolePlugin } from '@/plugins';
import type { Role } from '@/api/types';
import en from './locales/en';
import zh from './locales/zh';

const kCallers: Role[] = ['service_manager', 'callback_clerk'];
const kReaders: Role[] = [...kCallers, 'branch_manager', 'executive', 'it'];

const plugin: ConsolePlugin = {
	id: 'survey',
	routes: [
		{ path: 'callbacks', name: 'callbacks', component: () => import('./tasks/index.vue'),
			meta: { title: 'survey.tasks.title', roles: kReaders } },
		{ path: 'callbacks/:id', name: 'callback', component: () => import('./form/index.vue'),
			meta: { title: 'survey.form.title', roles: kReaders } },
		{ path: 'callback-figures', name: 'callback-figures', component: () => import('./figures/index.vue'),
			meta: { title: 'survey.figures.title', roles: kReaders } },
	],
	menu: [
		{ path: '/callbacks', title: 'survey.tasks.title', icon: 'Phone', order: 100, group: 'menu.groupWork', roles: kReaders },
		{ path: '/callback-figures', title: 'survey.figures.title', icon: 'DataAnalysis', order: 110, group: 'menu.groupWork', roles: kReaders },
	],
	messages: { zh, en },
};

export default plugin;
