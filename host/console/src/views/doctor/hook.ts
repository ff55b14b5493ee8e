import { computed, onBeforeUnmount, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { readDoctorBundle, runDoctor } from '@/api/host';
import type { DoctorFinding, DoctorReport } from '@/api/types';
import { copyText } from '@/composables/copyText';
import { dateTime } from '@/composables/format';
import { useAction } from '@/composables/useAction';
import { handOver } from '@/composables/useExport';

export function useDoctor() {
	const { t } = useI18n();
	const report = ref<DoctorReport | null>(null);
	/** It takes up to minutes; the seconds say that it is alive. */
	const seconds = ref(0);
	const { running, problem, run } = useAction();
	let timer: ReturnType<typeof setInterval> | undefined;

	const toDo = computed(() => report.value?.findings.filter((finding) => finding.level !== 'green') ?? []);
	const good = computed(() => report.value?.findings.filter((finding) => finding.level === 'green') ?? []);
	const summary = computed(() => {
		const counts = report.value?.counts;
		if (!counts) return '';
		const parts = [counts.red ? t('doctor.red', { n: counts.red }) : '', counts.amber ? t('doctor.amber', { n: counts.amber }) : ''];
		return parts.filter(Boolean).join(t('common.comma')) || t('doctor.allGreen');
	});
	const kind = computed(() => ({ red: 'error', amber: 'warning', green: 'success' } as const)[report.value?.level ?? 'green']);
	const titleOf = (finding: DoctorFinding) => [finding.subject, finding.title].filter(Boolean).join(' · ');

	async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
		seconds.value = 0;
		timer = setInterval(() => ++seconds.value, 1000);
		await run(name, work);
		clearInterval(timer);
	}
	onBeforeUnmount(() => clearInterval(timer));

	const look = () => timed('look', async () => (report.value = await runDoctor()));
	const bundle = () => timed('bundle', async () => handOver(await readDoctorBundle(), 'erphost-doctor', 'zip'));
	/** As text for a mail: what is wrong, and what to do about it. */
	function copy(): Promise<void> {
		const lines = [...toDo.value, ...good.value].flatMap((finding) => [
			`[${t(`states.level.${finding.level}`)}] ${titleOf(finding)}`,
			...[finding.what, finding.level === 'green' ? '' : finding.remedy].filter(Boolean).map((text) => `    ${text}`),
		]);
		return copyText([`erphost ${report.value?.version} · ${dateTime(report.value?.checkedAt)} · ${summary.value}`, ...lines].join('\n'));
	}

	return { report, seconds, running, problem, toDo, good, summary, kind, titleOf, look, bundle, copy };
}
