import { computed, reactive, ref, toRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { useBranches } from '@/composables/useBranches';
import type { Level } from '../../types';
import { useScript } from '../../form/useScript';
import type { Facts } from '../../form/script';
import { readApplicable, type Script } from '../../questionnaires/api';
import { inLanguage, type Question, type ScriptAnswers } from '../../questionnaires/types';
import { yuan } from '@/composables/money';
import { listContacts, recordResult } from '../api';
import type { Contact } from '../types';
import { countedAnswers, groupOf, spokenAnswers } from './answers';

/** Contacts besides orders that are due, with their results (SV-09). */
export function useDue() {
	const { t, te, locale } = useI18n();
	const { nameOf } = useBranches();
	const list = useList<Contact>({ fetch: listContacts, filters: { state: 'due', kind: '', branch: '', due: '' }, inAddress: true });
	const columns = computed<Column<Contact>[]>(() => [
		{ key: 'dueOn', label: t('survey.due'), value: (row) => row.dueOn, width: 96, sort: 'dueOn' },
		{ key: 'kind', label: t('survey.contacts.kind'), value: (row) => t(`survey.contacts.kinds.${row.kind}`), width: 126 },
		{ key: 'party', label: t('survey.contacts.party'), value: (row) => row.party, minWidth: 120 },
		{ key: 'department', label: t('survey.contacts.department'), value: (row) => row.department, width: 76 },
		{ key: 'branch', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 76 },
		{ key: 'period', label: t('survey.contacts.period'), value: (row) => row.period, width: 86 },
		{ key: 'person', label: t('survey.contacts.person'), value: (row) => row.person, width: 80 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`survey.contacts.states.${row.state}`), width: 100 },
		{ key: 'level', label: t('survey.level'), value: (row) => (row.level ? t(`survey.levels.${row.level}`) : ''), width: 110, exportOnly: true },
		{ key: 'result', label: t('survey.contacts.result'), value: (row) => row.result, minWidth: 140 },
		{ key: 'doneAt', label: t('survey.contacts.doneAt'), value: (row) => (row.doneAt ? new Date(row.doneAt) : null), width: 130, exportOnly: true },
		{ key: 'doneBy', label: t('survey.contacts.doneBy'), value: (row) => row.doneBy ?? '', width: 100, exportOnly: true },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 92, screenOnly: true, fixed: 'right' },
	]);
	const editing = ref<Contact | null>(null);
	const form = reactive({ state: 'done' as 'done' | 'dropped', result: '', level: '' as Level | '', answers: {} as ScriptAnswers });
	const level = computed<Level | null>({ get: () => form.level || null, set: (next) => (form.level = next ?? '') });
	const script = useScript({ answers: toRef(form, 'answers'), level, rate: (next) => (form.level = next), mayEdit: ref(true) });
	/** The server classes words of call-backs only: here every answer is a button, and words go into the result. */
	const shown = computed(() => script.shown.value.map((question) => (question.kind === 'text' ? question : { ...question, phrases: false })));
	async function readQuestions(row: Contact): Promise<Script> {
		const group = groupOf(row.kind);
		const facts: Facts = group ? { group } : {};
		return { questionnaire: group ? (await readApplicable({ group })).questionnaire : null, facts };
	}
	function wordOf(question: Question, value: unknown): string {
		if (question.kind === 'choice') return inLanguage(question.options.find((option) => option.id === value)?.text, locale.value);
		if (question.kind === 'amount') return `${yuan(Number(value))} ${t('survey.script.yuan')}`;
		for (const group of ['levels', 'classes']) if (te(`survey.${group}.${String(value)}`)) return t(`survey.${group}.${String(value)}`);
		return String(value);
	}
	const { running, problem, run } = useAction();
	let key = newKey();
	function edit(row: Contact): void {
		editing.value = row;
		problem.value = null;
		key = newKey();
		Object.assign(form, { state: 'done', result: row.result, level: row.level ?? '', answers: {} });
		void script.loadScript(row.id, () => readQuestions(row), null);
	}
	async function save(): Promise<void> {
		const row = editing.value;
		if (!row || !form.result.trim()) return;
		const facts = script.facts.value;
		const done = form.state === 'done';
		const spoken = done ? spokenAnswers(script.shown.value, form.answers, facts, (question) => inLanguage(question.text, locale.value), wordOf) : [];
		const answers = done ? countedAnswers(script.shown.value, form.answers, facts) : [];
		const body = {
			state: form.state, result: [form.result.trim(), ...spoken].join('\n'), ...(form.level && done ? { level: form.level } : {}), ...(answers.length ? { answers } : {}),
		};
		if (await run('save', () => recordResult(row, body, key), t('common.saved'))) {
			editing.value = null;
			await list.load(true);
		} else if (!problem.value?.lineIsDown) {
			key = newKey();
		}
	}
	return { list, columns, editing, form, script, shown, running, problem, edit, save };
}
