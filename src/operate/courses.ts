import { ConfigFault } from '../process/config';
import { courseFolders, readFolder, SHIPPED_COURSES } from '../process/courses';
import { complain, tell } from '../process/entry';

const USAGE = `Usage: npm run courses -- check [FOLDER ...]

  check [FOLDER ...]  says where each fault of the courses in these folders lies, or of the shipped ones; changes nothing`;

const [name = '', ...folders] = process.argv.slice(2);
process.exitCode = run();

function run(): 0 | 1 {
  if (name !== 'check') return complain(USAGE);
  try {
    const faults = (folders.length > 0 ? folders : [SHIPPED_COURSES]).flatMap(courseFolders).flatMap(checked);
    return faults.length > 0 ? complain(...faults) : 0;
  } catch (fault) {
    if (fault instanceof ConfigFault) return complain(...fault.faults);
    throw fault;
  }
}

function checked(folder: string): string[] {
  const read = readFolder(folder);
  if ('faults' in read) return read.faults;
  const { id, version, parts, questions, words } = read.course;
  tell(
    `${folder} is valid: ${id}, version ${version}, ${parts.length} parts, ${questions.length} questions, in ${Object.keys(words).join(', ')}.`,
  );
  return [];
}
