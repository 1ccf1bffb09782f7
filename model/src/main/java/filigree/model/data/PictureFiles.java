package filigree.model.data;

import filigree.model.error.Problem;
import filigree.model.error.UserFacingException;
import filigree.model.file.ReadErrors;
import filigree.model.random.RandomStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads folders of pictures, one a class. Looks no deeper, so links cannot lead in circles. Names
/// that begin with a point are not looked at.
final class PictureFiles {
    private static final String ID = "image-folder";
    private static final int MOST_CLASSES = 256;
    private static final int MOST_PROBLEMS = 20; // then a person has seen enough
    private static final int LIMIT_BYTES = 1 << 28; // of one file

    private final ImageFolder form;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> skipped = new ArrayList<>(); // the first of them
    private int unread;
    private ImageShape shape = new ImageShape(1, 1, 1);
    private String first = ""; // the file that fixed the shape

    private PictureFiles(ImageFolder form) {
        this.form = form;
    }

    /// @throws UserFacingException if pictures differ in size, or no one can be read
    static LoadedData load(ImageFolder form) {
        if (form.folder().isEmpty()) {
            throw new UserFacingException("images-no-folder");
        }
        return new PictureFiles(form).read(DataFiles.folder(form.folder()));
    }

    private record Example(Path file, int label) {}

    private LoadedData read(Path folder) {
        Path train = folder.resolve("train");
        Path test = folder.resolve("test");
        boolean divided = Files.isDirectory(train) && Files.isDirectory(test);
        List<String> classes = classes(divided ? train : folder);
        List<Example> all = mixed(examples(divided ? train : folder, classes));
        List<Example> training = all;
        List<Example> tests;
        if (divided) {
            for (String name : classes(test)) {
                if (!classes.contains(name)) {
                    throw new UserFacingException("images-unknown-class", test, name, train);
                }
            }
            tests = examples(test, classes);
        } else {
            int count = SplitParams.trainingOf(all.size(), form.testShare(), folder.toString());
            training = all.subList(0, count);
            tests = all.subList(count, all.size());
        }
        Dataset trained = dataset(training, classes);
        Dataset tested = dataset(tests, classes);
        if (!problems.isEmpty()) {
            throw new UserFacingException(problems, null);
        }
        if (unread > 0) {
            skipped.addFirst(Problem.of("images-skipped", unread, training.size() + tests.size()));
        }
        return new LoadedData(trained, Optional.empty(), tested, false, skipped);
    }

    private static List<String> classes(Path folder) {
        List<String> classes =
                list(folder).stream()
                        .filter(Files::isDirectory)
                        .map(p -> String.valueOf(p.getFileName()))
                        .toList();
        if (classes.isEmpty()) {
            throw new UserFacingException("images-no-classes", folder);
        }
        if (classes.size() == 1) {
            throw new UserFacingException("one-class", folder, classes.getFirst());
        }
        if (classes.size() > MOST_CLASSES) {
            throw new UserFacingException("images-many-classes", folder, MOST_CLASSES);
        }
        return classes;
    }

    /// In order of class, then name.
    private static List<Example> examples(Path folder, List<String> classes) {
        List<Example> examples = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            Path of = folder.resolve(classes.get(k));
            if (Files.isDirectory(of)) {
                for (Path file : list(of)) {
                    examples.add(new Example(file, k));
                }
            }
        }
        if (examples.isEmpty()) {
            throw new UserFacingException("images-none", folder);
        }
        return examples;
    }

    /// What a folder holds, in the order of names.
    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(f -> !String.valueOf(f.getFileName()).startsWith("."))
                    .sorted(Comparator.comparing(f -> String.valueOf(f.getFileName())))
                    .toList();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }

    private static List<Example> mixed(List<Example> examples) {
        List<Example> mixed = new ArrayList<>();
        for (int i : Order.of(new RandomStreams(0), 0, examples.size())) {
            mixed.add(examples.get(i));
        }
        return mixed;
    }

    /// Pictures that cannot be read are left out; those of another size are refused, since a choice
    /// of `side` mends them.
    private Dataset dataset(List<Example> examples, List<String> classes) {
        byte[] pixels = {};
        var labels = new byte[examples.size()];
        int good = 0;
        for (int i = 0; i < labels.length && problems.size() < MOST_PROBLEMS; i++) {
            Example example = examples.get(i);
            Optional<Picture> read = readable(example.file());
            if (read.isEmpty()) {
                continue;
            }
            Picture picture = read.get();
            if (first.isEmpty()) {
                first = example.file().toString();
                shape = picture.shape();
            }
            if (pixels.length == 0) {
                pixels = new byte[bytes(labels.length)];
            }
            if (picture.shape().equals(shape)) {
                labels[good] = (byte) example.label();
                System.arraycopy(
                        picture.pixels(), 0, pixels, good * shape.features(), shape.features());
                good++;
            } else {
                problems.add(
                        Problem.of(
                                "images-differ",
                                example.file(),
                                size(picture.shape()),
                                first,
                                size(shape)));
            }
        }
        if (!problems.isEmpty()) { // nobody sees these
            return new Dataset(ID, shape, classes.size(), 255, new byte[0], new byte[0]);
        }
        if (good == 0) {
            throw new UserFacingException(skipped, null);
        }
        return new Dataset(
                        ID,
                        shape,
                        classes.size(),
                        255,
                        Arrays.copyOf(pixels, good * shape.features()),
                        Arrays.copyOf(labels, good))
                .withClassNames(classes);
    }

    private Optional<Picture> readable(Path file) {
        try {
            return Optional.of(picture(file));
        } catch (UserFacingException e) {
            unread++;
            if (skipped.size() < MOST_PROBLEMS) {
                skipped.addAll(e.problems());
            }
            return Optional.empty();
        }
    }

    private int bytes(int examples) {
        long bytes = (long) examples * shape.features();
        if (bytes > Math.min(Runtime.getRuntime().maxMemory() / 2, Integer.MAX_VALUE - 8)) {
            throw new UserFacingException("images-too-large", examples, size(shape));
        }
        return (int) bytes;
    }

    private Picture picture(Path file) {
        try (var in = new Unpacked(file.toString(), Files.newInputStream(file))) {
            Picture picture = PngReader.read(file.toString(), in.readAll(LIMIT_BYTES));
            Picture colored = picture.withChannels(form.color() ? 3 : 1);
            return form.side() == 0 ? colored : colored.withSize(form.side(), form.side());
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    private static String size(ImageShape shape) {
        return shape.width() + " x " + shape.height();
    }
}
