package filigree.model.train;

import filigree.model.data.DataFiles;
import filigree.model.data.Dataset;
import filigree.model.data.Vocabulary;
import filigree.model.error.UserFacingException;
import filigree.model.network.Network;
import filigree.model.network.Pass;
import filigree.model.random.RandomStreams;
import filigree.model.random.RandomStreams.Purpose;
import filigree.model.recipe.Recipe;
import java.util.Arrays;

/// Goes on with a text, token by token, as a trained network would have it.
///
/// ```
/// p(i) = softmax of z(i) / temperature, z what the network says after the last tokens
/// ```
///
/// It sees as many tokens as a sequence of training has, at most. Everything is computed anew for
/// each token. To be used between two steps, on the thread that trains.
public final class Generator {
    private final Network network;
    private final Vocabulary vocabulary;
    private final Pass pass;

    private Generator(Network network, Vocabulary vocabulary, int context) {
        this.network = network;
        this.vocabulary = vocabulary;
        this.pass = Pass.forward(network, context, (_, _, _) -> {});
    }

    /// Reads the weights of a training as they are at each call.
    ///
    /// @throws UserFacingException if it does not learn a text
    public static Generator of(Trainer trainer) {
        Dataset data = trainer.split().training().dataset();
        Vocabulary vocabulary =
                data.vocabulary()
                        .orElseThrow(() ->
                                new UserFacingException(
                                        "generate-no-text", trainer.recipe().data().type().id()));
        return new Generator(trainer.network(), vocabulary, data.columns());
    }

    /// Reads a run that was kept, as its newest whole checkpoint has it.
    ///
    /// @param bundled where data of the application comes from
    /// @throws UserFacingException if the run has no checkpoint, or does not learn a text
    public static Generator of(RunReader run, DataFiles bundled) {
        SavedState state =
                CheckpointChoice.of(run)
                        .state()
                        .orElseThrow(() ->
                                new UserFacingException("generate-no-checkpoint", run.folder()));
        Recipe recipe = run.recipe();
        try (var trainer = new Trainer(recipe, bundled, 1)) {
            trainer.restore(state, recipe, 0);
            return of(trainer);
        }
    }

    /// Returns what follows a prompt.
    ///
    /// @param prompt at least one character; those the vocabulary does not have must be unknown
    ///   ones
    /// @param tokens how many to add
    /// @param temperature at least 0; 0 takes the likeliest token, 1 draws as the network says,
    ///   more draws more evenly
    /// @param seed of what is drawn; the same one gives the same text
    /// @throws UserFacingException if the prompt is empty or has a character without a token, or
    ///   the temperature is none
    public String generate(String prompt, int tokens, double temperature, long seed) {
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new UserFacingException("generate-temperature", temperature);
        }
        network.mode().evaluate();
        int[] read = tokens(prompt);
        int[] text = Arrays.copyOf(read, read.length + tokens);
        long key = new RandomStreams(seed).key(Purpose.SAMPLE, 0, 0);
        var written = new StringBuilder();
        for (int at = read.length; at < text.length; at++) {
            int place = see(text, at);
            double draw = RandomStreams.uniform(key, at - read.length);
            text[at] = temperature == 0 ? likeliest(place) : drawn(place, temperature, draw);
            written.appendCodePoint(vocabulary.codePoint(text[at]));
        }
        return written.toString();
    }

    private int[] tokens(String prompt) {
        if (prompt.isEmpty()) {
            throw new UserFacingException("prompt-empty");
        }
        return prompt.codePoints()
                .map(c -> {
                    int token = vocabulary.token(c);
                    if (token < 0) {
                        throw new UserFacingException("prompt-character", Character.toString(c));
                    }
                    return token;
                })
                .toArray();
    }

    /// Shows the network the tokens before `end`.
    ///
    /// @return the column whose output tells the next one
    private int see(int[] text, int end) {
        int from = Math.max(0, end - pass.columns());
        for (int c = 0; c < pass.columns(); c++) { // what follows the last token changes nothing
            pass.input().set(0, c, from + c < end ? text[from + c] : 0);
        }
        pass.forward(0);
        return end - from - 1;
    }

    /// Ties go to the token of lower number.
    private int likeliest(int column) {
        int best = 0;
        for (int i = 1; i < network.outputSize(); i++) {
            best = pass.output().get(i, column) > pass.output().get(best, column) ? i : best;
        }
        return best;
    }

    /// The first token at which the probabilities add up to more than `draw`.
    private int drawn(int column, double temperature, double draw) {
        int n = network.outputSize();
        double largest = pass.output().get(likeliest(column), column);
        double[] weights = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = StrictMath.exp((pass.output().get(i, column) - largest) / temperature);
            sum += weights[i];
        }
        double left = draw * sum;
        int last = 0;
        for (int i = 0; i < n; i++) {
            last = weights[i] > 0 ? i : last;
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return last; // rounding ate what was left
    }
}
