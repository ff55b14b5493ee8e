/** The longer side of what is sent, in pixels; a phone makes three times as many. */
export const kLongestSide = 1600;
export const kMostPhotos = 5;
/** Front takes 3 MiB of a public request; base64 adds a third. */
const kTargetBytes = 420 * 1024;
const kQualities = [0.82, 0.7, 0.58, 0.45];

export interface Photo {
	name: string;
	/** data:image/jpeg;base64,… ; also what the page shows, as its policy allows no blob addresses. */
	url: string;
	width: number;
	height: number;
}

/** The size that fits into `longest`, never larger than it was. */
export function fitted(width: number, height: number, longest: number = kLongestSide): { width: number; height: number } {
	const factor = Math.min(1, longest / Math.max(width, height, 1));
	return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Bytes behind a data address. */
export const bytesOf = (url: string): number => Math.floor(((url.length - url.indexOf(',') - 1) * 3) / 4);
export const base64Of = (url: string): string => url.slice(url.indexOf(',') + 1);

/** Scales a picture down in the browser; rejects what is no picture. Where it was taken (EXIF) does not travel along. */
export async function scaled(file: File): Promise<Photo> {
	const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
	const { width, height } = fitted(bitmap.width, bitmap.height);
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext('2d');
	if (!context) throw new Error('no canvas');
	context.fillStyle = '#fff';
	context.fillRect(0, 0, width, height);
	context.drawImage(bitmap, 0, 0, width, height);
	bitmap.close();
	let url = '';
	for (const quality of kQualities) {
		url = canvas.toDataURL('image/jpeg', quality);
		if (bytesOf(url) <= kTargetBytes) break;
	}
	return { name: file.name, url, width, height };
}
