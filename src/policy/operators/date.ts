import { remember } from '../remember';

const EPOCH_SECONDS = /^\d+(\.\d+)?$/;
const ISO_8601 = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/i;

/** Milliseconds since 1970; NaN for what is no date. A number is a year when it has four digits, else seconds since 1970. */
export const readDate = remember(parse, (text: string) => text);

function parse(text: string): number {
  const iso = ISO_8601.exec(text);
  if (!iso) {
    return EPOCH_SECONDS.test(text) ? Number(text) * 1000 : NaN;
  }
  const [, year, month = '01', day = '01', time = '00:00', zone = 'Z'] = iso;
  const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > daysOfMonth ? NaN : Date.parse(`${year}-${month}-${day}T${time}${offset(zone)}`);
}

function offset(zone: string): string {
  if (zone.length === 1) {
    return 'Z';
  }
  return zone.length === 3 ? `${zone}:00` : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
}
