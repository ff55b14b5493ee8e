import type { ConsolePlugin } from '@/plugins';
import type { Role } from '@/api/types';
import en from './locales/en';
import zh from './locales/zh';

const kCallers: Role[] = ['service_manager', 'callback_clerk'];
/** Who has a list of customers to call: the server shows it to nobody else, and it must not be where others start. */
const kListed: Role[] = [...kCallers, 'it'];
const kReaders: Role[] = [...kCallers, 'branch_manager', 'executive', 'it'];
/** Figures and plans of a month; a branch manager sees those of his branch. */
const kManagers: Role[] = [...kCallers, 'branch_manager', 'executive'];
const kQuestions: Role[] = [...kCallers, 'executive'];
const kGroup = 'menu.groupWork';

const plugin: ConsolePlugin = {
	id: 'survey',
	routes: [
		{ path: 'callbacks', name: 'callbacks', component: () => import('./tasks/index.vue'), meta: { title: 'survey.tasks.title', roles: kListed } },
		{ path: 'callbacks/:id', name: 'callback', component: () => import('./form/index.vue'), meta: { title: 'survey.form.title', roles: kReaders } },
		{ path: 'onsite-desk', name: 'onsite-desk', component: () => import('./onsite/index.vue'), meta: { title: 'survey.onsite.title', roles: kCallers } },
		{ path: 'survey-contacts/:tab?', name: 'survey-contacts', component: () => import('./contacts/index.vue'), meta: { title: 'survey.contacts.title', roles: kCallers } },
		{ path: 'callback-figures/:tab?', name: 'callback-figures', component: () => import('./figures/index.vue'), meta: { title: 'survey.figures.title', roles: kReaders } },
		{ path: 'survey-months/:tab?', name: 'survey-months', component: () => import('./months/index.vue'), meta: { title: 'survey.months.title', roles: kManagers } },
		{ path: 'survey-month/:month', name: 'survey-month', component: () => import('./months/month/index.vue'), meta: { title: 'survey.months.title', roles: kManagers } },
		{ path: 'improvement-plans/:id', name: 'improvement-plan', component: () => import('./months/plan/index.vue'), meta: { title: 'survey.plans.title', roles: kManagers } },
		{ path: 'questionnaires', name: 'questionnaires', component: () => import('./questionnaires/index.vue'), meta: { title: 'survey.questionnaires.title', roles: kQuestions } },
		{ path: 'questionnaires/:id', name: 'questionnaire', component: () => import('./questionnaires/editor/index.vue'), meta: { title: 'survey.questionnaires.title', roles: kQuestions } },
		{ path: 'callback-outcomes/:tab?', name: 'callback-outcomes', component: () => import('./outcomes/index.vue'), meta: { title: 'survey.outcomes.title', roles: kQuestions } },
	],
	menu: [
		{ path: '/callbacks', title: 'survey.tasks.title', icon: 'Phone', order: 100, group: kGroup, roles: kListed },
		{ path: '/onsite-desk', title: 'survey.onsite.title', icon: 'House', order: 102, group: kGroup, roles: kCallers },
		{ path: '/survey-contacts', title: 'survey.contacts.title', icon: 'Calendar', order: 104, group: kGroup, roles: kCallers },
		{ path: '/callback-figures', title: 'survey.figures.title', icon: 'DataAnalysis', order: 110, group: kGroup, roles: kReaders },
		{ path: '/survey-months', title: 'survey.months.title', icon: 'TrendCharts', order: 112, group: kGroup, roles: kManagers },
		{ path: '/callback-outcomes', title: 'survey.outcomes.title', icon: 'Coin', order: 114, group: kGroup, roles: kQuestions },
		{ path: '/questionnaires', title: 'survey.questionnaires.title', icon: 'Files', order: 116, group: kGroup, roles: kQuestions },
	],
	messages: { zh, en },
};

export default plugin;
