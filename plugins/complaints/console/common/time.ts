import { span } from '@/composables/format';
import { translate } from '@/i18n';

export type ClockLook = 'none' | 'good' | 'near' | 'late' | 'paused' | 'over';

/** What a bar needs: share of the time used (0…1) and how it looks. `dueAt` null: agreed by hand, no clock. */
export interface Running {
	startedAt: number;
	dueAt: number | null;
	paused: boolean;
	/** Done, closed or void: nothing runs any more. */
	over: boolean;
	/** The server's own figure where it gives one: it knows office hours and pauses, the browser does not. */
	usedPercent?: number;
}

/** CP-12: from half of the time on it is near, from the whole of it late. */
export function usedShare(clock: Running, now: number): number {
	if (clock.dueAt === null) return 0;
	if (clock.dueAt <= now && !clock.paused) return 1;
	if (clock.usedPercent !== undefined) return Math.min(1, Math.max(0, clock.usedPercent / 100));
	const whole = clock.dueAt - clock.startedAt;
	return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now - clock.startedAt) / whole));
}

export function lookOf(clock: Running, now: number): ClockLook {
	if (clock.over) return 'over';
	if (clock.paused) return 'paused';
	if (clock.dueAt === null) return 'none';
	if (clock.dueAt <= now) return 'late';
	return usedShare(clock, now) >= 0.5 ? 'near' : 'good';
}

/** "还剩 3 小时", "超期 2 天", "已暂停". */
export function leftText(clock: Running, now: number): string {
	const look = lookOf(clock, now);
	if (look === 'over') return translate('complaints.time.over');
	if (look === 'paused') return translate('complaints.time.paused');
	if (clock.dueAt === null) return translate('complaints.time.none');
	return look === 'late'
		? translate('complaints.time.late', { span: span(now - clock.dueAt) })
		: translate('complaints.time.left', { span: span(clock.dueAt - now) });
}
