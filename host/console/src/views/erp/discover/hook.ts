import { computed, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { checkMapping, readMapping, saveMapping } from '@/api/erp';
import {
	discoverField, discoverLevel, putConnection, readConnection, readDiscovery, startDiscovery, stopDiscovery,
	type AccessLevel, type ConnectionForm, type DiscoveredEntity, type DiscoveredQuestion, type DiscoveryState, type Proposal, type ServerAnswer,
} from '@/api/discovery';
import { ApiProblem, asProblem } from '@/api/problem';
import type { CheckReport } from '@/api/types';
import { useAction } from '@/composables/useAction';
import { handOver } from '@/composables/useExport';
import { answered, pointed, sizesOf, type MappingDraft } from './types';

const kLookMs = 700;
const kPreviewRows = 20;

export function useDiscover() {
	const { t } = useI18n();
	const { running, problem, run } = useAction();
	const form = reactive<ConnectionForm>({ kind: 'sqlserver', server: '', port: '', database: '', user: '', password: '', driver: '' });
	const known = reactive({ order: '', customer: '', phone: '', kind: '', table: '', timeZone: 'Asia/Shanghai' });
	const server = ref<ServerAnswer | null>(null);
	const connected = ref(false);
	const search = ref<DiscoveryState | null>(null);
	const proposal = ref<Proposal | null>(null);
	const draft = ref<MappingDraft | null>(null);
	const level = ref<AccessLevel>('read');
	const script = ref('');
	const report = ref<CheckReport | null>(null);
	const saved = ref(false);
	const push = reactive({ user: 'erphost_write', password: '' });
	const pushed = ref<ServerAnswer | null>(null);
	let timer: ReturnType<typeof setTimeout> | undefined;

	const searching = computed(() => search.value?.state === 'running');
	const percent = computed(() => (search.value?.total ? Math.round((100 * search.value.done) / search.value.total) : 0));
	const fits = computed(() => report.value !== null && !report.value.findings.some((finding) => finding.level === 'error'));
	const unanswered = computed(() => proposal.value?.entities.flatMap((part) => part.questions).filter((question) => question.values.some((value) => !value.meaning)).length ?? 0);

	function take(found: Proposal): void {
		proposal.value = found;
		draft.value = found.mapping as MappingDraft;
		report.value = null;
		saved.value = false;
	}
	async function look(): Promise<void> {
		clearTimeout(timer);
		const state = await readDiscovery();
		search.value = state;
		if (state.state === 'running') timer = setTimeout(() => void look().catch(fail), kLookMs);
		else if (state.state === 'done' && state.proposal) take(state.proposal);
		else if (state.error) problem.value = new ApiProblem({ ...state.error, status: state.error.status ?? 0 });
	}
	const fail = (error: unknown) => void (problem.value = asProblem(error));

	onMounted(() => run('load', async () => {
		const state = await readConnection();
		connected.value = state.pull !== null;
		if (state.pull) Object.assign(form, state.pull);
		await look();
	}));
	onBeforeUnmount(() => clearTimeout(timer));
	watch(draft, () => void (report.value = null));

	const connect = () => run('connect', async () => {
		server.value = await putConnection('pull', form);
		connected.value = true;
	});
	/** The same database, by the account that may write. */
	const connectPush = () => run('push', async () => (pushed.value = await putConnection('push', { ...form, ...push })));
	const start = () => run('start', async () => {
		proposal.value = null;
		await startDiscovery(known);
		await look();
	});
	const stop = () => run('stop', () => stopDiscovery());

	/** The person knows better which column it is. */
	const point = (part: DiscoveredEntity, field: string, column: string) => run('point', async () => {
		if (!draft.value) return;
		const line = part.fields.find((one) => one.field === field);
		if (!column) {
			draft.value = pointed(draft.value, part.entity, field, null);
			part.fields = part.fields.filter((one) => one !== line);
			part.questions = part.questions.filter((one) => one.field !== field);
			if (line) part.missing.push({ field, title: line.title });
			return;
		}
		const table = part.columns.find((one) => one.column === column)?.table ?? part.table;
		const answer = await discoverField(part.entity, field, table, column);
		const title = line?.title ?? part.missing.find((one) => one.field === field)?.title ?? { zh: field, en: field };
		const chosen = { field, title, column, time: (answer.spec.time as string) ?? null, certainty: 'sure' as const, why: 'name' as const, personal: false, examples: [] };
		if (line) Object.assign(line, chosen);
		else part.fields.push(chosen);
		part.missing = part.missing.filter((one) => one.field !== field);
		part.questions = part.questions.filter((one) => one.field !== field);
		if (answer.meanings.length > 0) part.questions.push({ field, column, values: answer.values, meanings: answer.meanings, spec: answer.spec });
		draft.value = answer.meanings.length === 0 || answer.spec.codes ? pointed(draft.value, part.entity, field, answer.spec) : draft.value;
	});
	const sourceOf = (part: DiscoveredEntity, question: DiscoveredQuestion) =>
		`${part.columns.find((one) => one.column === question.column)?.table}.${question.column.split('.').pop()}`;
	/** What is said of a column holds wherever it is read: the product's type is asked of the order and of the product. */
	function mean(part: DiscoveredEntity, question: DiscoveredQuestion): void {
		for (const other of proposal.value?.entities ?? []) {
			for (const same of other.questions) {
				if (sourceOf(other, same) !== sourceOf(part, question) || same.meanings.join() !== question.meanings.join()) continue;
				for (const value of same.values) value.meaning = question.values.find((one) => one.code === value.code)?.meaning ?? value.meaning;
				if (draft.value?.entities[other.entity]) draft.value = answered(draft.value, other.entity, same);
			}
		}
	}
	const withLevel = async () => {
		const order = proposal.value!.entities[0];
		const answer = await discoverLevel(draft.value, proposal.value!.kind, sizesOf(order), level.value);
		script.value = answer.script;
		return answer.mapping;
	};
	const check = () => run('check', async () => {
		report.value = await checkMapping(await withLevel(), kPreviewRows);
	});
	const download = () => run('script', async () => {
		await withLevel();
		handOver(new Blob([script.value], { type: 'application/sql' }), t('discover.scriptName'), 'sql');
	});
	const save = () => run('save', async () => {
		let etag: string | null = null;
		try {
			etag = (await readMapping()).etag;
		} catch (error) {
			if (asProblem(error).code !== 'erp.not_set_up') throw error;
		}
		await saveMapping(await withLevel(), etag);
		saved.value = true;
	}, t('erp.mappingSaved'));

	return { running, problem, form, known, server, connected, search, searching, percent, proposal, draft, level, script, report, fits, saved, unanswered, connect, start, stop, point, mean, check, download, save, push, pushed, connectPush };
}
