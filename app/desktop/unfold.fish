# Completion of unfold's command line for fish: one line for each option.

function __unfold_files -d 'Folders, and the files with these endings'
    set -l begun (commandline -ct | string replace -r '^--[a-z-]+=' '')
    __fish_complete_directories "$begun" ''
    for ending in $argv
        for file in $begun*$ending
            echo $file
        end
    end
end

set -l pictures .jpg .jpeg .png .bmp .gif .pbm .pgm .ppm .pnm .tga .psd .hdr
set -l banks .npy .npz .pth .pt .safetensors .onnx .h5 .keras
set -l tensors x img col6 col6_t col W b col_W out2d out_nhwc conv pool_col pool_windows pool_max pool
set -l stages input pad allocate im2col transpose reshape weights gemm maps pool_im2col pool_reshape pool_max pool

complete -c unfold -k -x -a "(__unfold_files $pictures .unfold)"
complete -c unfold -s h -l help -d 'print the options and end'
complete -c unfold -l version -d 'print the version and end'
complete -c unfold -l lesson -x -k -a "photo toy batch vgg batch10 (__unfold_files .unfold .json)" -d 'a lesson'
complete -c unfold -l image -x -k -a "(__unfold_files $pictures)" -d 'a picture, or a folder of them'
complete -c unfold -l pattern -x -a 'edges zone bars' -d 'a test pattern as the picture'
complete -c unfold -l fill -x -a 'address ones ramp impulse checkerboard random' -d 'numbers as the picture'
complete -c unfold -l weights -x -k -a "(__unfold_files $banks)" -d 'a filter bank'
complete -c unfold -l bias -x -k -a "none (__unfold_files $banks)" -d 'a bias for the bank, or none'
complete -c unfold -l layout -x -a 'oihw hwio' -d 'how the axes of the bank lie'
complete -c unfold -l channels -x -a 'gray repeat first' -d 'a picture for filters of C channels'
complete -c unfold -l fold-norm -d 'make the batch norm after the bank a part of it'
complete -c unfold -l resize -x -a '224x224 256x256' -d 'scale the picture to cover this'
complete -c unfold -l short-side -x -a '224 256' -d 'scale its shorter side to this'
complete -c unfold -l crop -x -a 'none 224x224' -d 'then cut out the middle, or a box'
complete -c unfold -l bgr -d 'channels blue, green, red'
complete -c unfold -l no-scale -d 'bytes as they are, not divided by 255'
complete -c unfold -l normalize -x -a 'imagenet none' -d 'then (x - mean)/std'
complete -c unfold -l stride -x -a '1 2 3 4' -d 'stride of the convolution'
complete -c unfold -l pad -x -a '0 1 2 3' -d 'zeros around the picture'
complete -c unfold -l dilation -x -a '1 2 3' -d 'how far apart the cells of the filter stand'
complete -c unfold -l groups -x -a '1 3' -d 'groups of channels'
complete -c unfold -l pool -x -a '1 2 3' -d 'size of the pooling window'
complete -c unfold -l pool-stride -x -a '1 2 3' -d 'stride of the pooling'
complete -c unfold -l pool-pad -x -a '0 1' -d 'padding of the pooling'
complete -c unfold -l pool-ceil -d 'round the size of the pooled maps up'
complete -c unfold -l mistake -x -a 'none no_transpose swap_c_fh no_padding wrong_reshape_W' -d 'make a mistake on purpose'
complete -c unfold -l lang -x -a 'en ja' -d 'English or Japanese'
complete -c unfold -l theme -x -a 'dark light' -d 'colours'
complete -c unfold -l code -x -a 'python eigen loops' -d 'what the code is written in'
complete -c unfold -l at -x -k -a "$stages" -d 'open at this stage'
complete -c unfold -l pin -x -k -a "$tensors" -d 'pin this cell'
complete -c unfold -l order -x -a 'loop=offset loop=window product=term product=element product=row product=outer product=all' -d 'orders of the loop and of the product'
complete -c unfold -l browse -x -k -a "$tensors" -d 'open this tensor in the browser'
complete -c unfold -l passport -d 'open the passport of the pinned cell'
complete -c unfold -l maps -x -a 'order=filter order=mean order=max order=spread filter= compare= image= channel= colors=automatic colors=gray colors=viridis colors=diverging range=automatic range=map range=tensor range=symmetric' -d 'how the maps are looked at'
complete -c unfold -l choose -x -k -a "(__unfold_files $banks)" -d 'open at the choice of a layer of this file'
complete -c unfold -l present -d 'open in present mode, for a projector'
complete -c unfold -l size -x -a '1280x800 1920x1080 1024x768' -d 'size of the window'
complete -c unfold -l trace -r -F -d 'append a line of JSON for each action'
complete -c unfold -l dump -x -a '(__unfold_files)' -d 'write every tensor as .npy'
complete -c unfold -l shots -x -a '(__unfold_files)' -d 'write a PNG of the window for each stage'
complete -c unfold -l tour -d 'with --shots or --export, each step of the lesson'
complete -c unfold -l export -r -F -d 'write the window or its tensor to a file'
complete -c unfold -l until -x -k -a "$stages" -d 'with --export, the steps from --at to here'
complete -c unfold -l rate -x -a '0.25 0.5 1 2 4 8' -d 'pictures a second of a moving one'
complete -c unfold -l view -x -a 'window canvas maps browser' -d 'with --export, of what the picture is'
complete -c unfold -l scale -x -d 'with --export, times as large'
complete -c unfold -l script -r -F -d 'write the layer as a Python script or a C++ program'
complete -c unfold -l inspect -x -k -a "(__unfold_files $banks)" -d 'list the tensors of a weights file'
complete -c unfold -l json -d 'with --inspect, as JSON'
complete -c unfold -l extract -x -k -a '(__unfold_files .npy)' -d 'write the chosen filter bank'
