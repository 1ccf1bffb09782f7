package filigree.model.data;

import filigree.model.method.MethodType;
import filigree.model.method.Param;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import java.util.random.RandomGenerator;

/// Text of a Markov chain, made anew at each load: what a perfect network would still lose is known
/// exactly.
///
/// After each `order` letters one of four may follow, with probabilities 1/2, 1/4, 1/8 and 1/8;
/// which four is drawn from the seed, for each history alone. So the entropy of the next letter is
/// the same whatever stands before it,
///
/// ```
/// H = 1/2 · 1 + 1/4 · 2 + 2 · 1/8 · 3 = 1.75 bits = 1.2130 nats,
/// ```
///
/// and no network that reads at least `order` letters can have a smaller loss, but for chance in
/// the text. Perplexity cannot go below 2^1.75 = 3.3636.
///
/// @param characters length of the text
/// @param letters how many kinds there are, from `a` on
/// @param order letters that the next one depends on
/// @param textSeed draws chain and text; independent of the run's seed
/// @param context characters of a sequence
/// @param validationShare share of the text for validation
/// @param testShare share of the text for testing
public record MarkovText(
        int characters,
        int letters,
        int order,
        long textSeed,
        int context,
        double validationShare,
        double testShare)
        implements TextSource {
    /// The entropy of the next letter after any history, in nats.
    public static final double ENTROPY = 1.75 * StrictMath.log(2);

    private static final int FOLLOWERS = 4;

    static final Param.OfLong CHARACTERS = Param.whole("characters", 1_000_000, 1_000, 100_000_000);
    static final Param.OfLong LETTERS = Param.whole("letters", 8, FOLLOWERS, 26);
    static final Param.OfLong ORDER = Param.whole("order", 2, 1, 4);
    static final Param.OfLong TEXT_SEED = Param.whole("textSeed", 1, 0, Long.MAX_VALUE);

    public static final MethodType<MarkovText> TYPE =
            MethodType.<MarkovText>of(
                            "markov-text", "Shannon 1948, A Mathematical Theory of Communication")
                    .param(CHARACTERS, d -> (long) d.characters())
                    .param(LETTERS, d -> (long) d.letters())
                    .param(ORDER, d -> (long) d.order())
                    .param(TEXT_SEED, MarkovText::textSeed)
                    .param(TextParams.CONTEXT, d -> (long) d.context())
                    .param(TextParams.VALIDATION_SHARE, MarkovText::validationShare)
                    .param(TextParams.TEST_SHARE, MarkovText::testShare)
                    .build(v ->
                            new MarkovText(
                                    Math.toIntExact(v.get(CHARACTERS)),
                                    Math.toIntExact(v.get(LETTERS)),
                                    Math.toIntExact(v.get(ORDER)),
                                    v.get(TEXT_SEED),
                                    Math.toIntExact(v.get(TextParams.CONTEXT)),
                                    v.get(TextParams.VALIDATION_SHARE),
                                    v.get(TextParams.TEST_SHARE)));

    @Override
    public MethodType<MarkovText> type() {
        return TYPE;
    }

    @Override
    public LoadedData load(DataFiles bundled) {
        return TextData.of(this, TYPE.id(), text(), true);
    }

    /// Walks the chain.
    ///
    /// @return code points
    int[] text() {
        var random = new RandomStreams(textSeed);
        int histories = 1;
        for (int i = 0; i < order; i++) {
            histories *= letters;
        }
        int[] followers = new int[histories * FOLLOWERS];
        for (int h = 0; h < histories; h++) {
            drawFollowers(random.stream(Purpose.TEXT, 0, h), followers, h * FOLLOWERS);
        }
        RandomGenerator walk = random.stream(Purpose.TEXT, 1, 0);
        int[] text = new int[characters];
        int history = 0;
        for (int i = 0; i < text.length; i++) {
            int eighth = walk.nextInt(8);
            int choice = eighth < 4 ? 0 : eighth < 6 ? 1 : eighth - 4;
            int letter = followers[history * FOLLOWERS + choice];
            text[i] = 'a' + letter;
            history = (history * letters + letter) % histories;
        }
        return text;
    }

    /// Four letters that differ, every such row equally likely.
    private void drawFollowers(RandomGenerator random, int[] followers, int at) {
        for (int i = at; i < at + FOLLOWERS; ) {
            followers[i] = random.nextInt(letters);
            boolean fresh = true;
            for (int j = at; j < i; j++) {
                fresh &= followers[j] != followers[i];
            }
            i += fresh ? 1 : 0;
        }
    }
}
