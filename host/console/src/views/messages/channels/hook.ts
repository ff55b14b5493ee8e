import { computed, onMounted, reactive, ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { readMessagingConfig, saveMessagingConfig, sendTrial } from '@/api/messaging';
import type { ChannelSettings, MessagingConfig } from '@/api/types';
import { confirmed, useAction } from '@/composables/useAction';
import { session } from '@/session';

/** Where a channel leads, in one line. Secrets are names only: their values never leave the host. */
export function targetOf(settings: ChannelSettings): string {
	if (settings.adapter === 'http') return [settings.method ?? 'POST', settings.url].filter(Boolean).join(' ');
	if (settings.adapter === 'smtp') return [settings.host, settings.port].filter(Boolean).join(':');
	return '';
}
export const secretsOf = (settings: ChannelSettings): string[] => [
	...new Set([...[...JSON.stringify(settings).matchAll(/\$\{secret:([^}]+)\}/g)].map((match) => match[1]), ...(typeof settings.passwordSecret === 'string' ? [settings.passwordSecret] : [])]),
];

/** The channels and their gateways: read, changed as JSON with If-Match, tried with one message. */
export function useChannels(changed: () => void) {
	const { t } = useI18n();
	const config = ref<MessagingConfig | null>(null);
	const etag = ref<string | null>(null);
	const draft = ref('');
	const editing = ref(false);
	const { running, problem, run } = useAction();
	const mayEdit = computed(() => session.holds(['it']));
	const rows = computed(() => Object.entries(config.value?.channels ?? {}).map(([name, settings]) => ({ name, settings })));
	const written = computed(() => JSON.stringify(config.value ?? { channels: {} }, null, 2));
	const unsaved = computed(() => editing.value && draft.value !== written.value);
	const mistake = computed(() => {
		try {
			JSON.parse(draft.value || '{}');
			return '';
		} catch (error) {
			return t('erp.notJson', { text: (error as Error).message });
		}
	});

	const load = () => run('load', async () => {
		const reply = await readMessagingConfig();
		config.value = reply.data;
		etag.value = reply.etag;
	});
	function edit(): void {
		draft.value = written.value;
		problem.value = null;
		editing.value = true;
	}
	async function stop(): Promise<void> {
		if (!unsaved.value || (await confirmed(t('common.leaveDraft'), t('common.unsaved')))) editing.value = false;
	}
	async function save(): Promise<void> {
		if (!(await run('save', () => saveMessagingConfig(JSON.parse(draft.value), etag.value), t('common.saved')))) return;
		editing.value = false;
		await load();
		changed();
	}

	// ---- a trial ----
	const trial = reactive({ open: false, channel: '', to: '', text: '' });
	const trying = useAction();
	let key = newKey();
	function tryOut(channel: string): void {
		key = newKey();
		trying.problem.value = null;
		Object.assign(trial, { open: true, channel, to: '', text: '' });
	}
	async function send(): Promise<void> {
		if (trial.to.trim().length < 3) return;
		if (await trying.run('send', () => sendTrial(trial.channel, trial.to.trim(), trial.text.trim(), key), t('messages.trialSent'))) {
			trial.open = false;
			changed();
		} else if (!trying.problem.value?.lineIsDown) {
			key = newKey();
		}
	}

	onMounted(load);
	onBeforeRouteLeave(async () => !unsaved.value || (await confirmed(t('common.leaveDraft'), t('common.unsaved'))));
	return { config, rows, draft, editing, unsaved, mistake, mayEdit, running, problem, load, edit, stop, save, trial, tryRunning: trying.running, tryProblem: trying.problem, tryOut, send };
}
